"""x + z says that it requires gradients, but none gets back to z: z was detached or copied on the way, and a flag was
set on what came out. A flag makes a new leaf, it does not bring the way back."""

kind = "graph_cut"


def sums(x, y, z):
    return x + y, (x + z.detach()).requires_grad_(z.requires_grad)
