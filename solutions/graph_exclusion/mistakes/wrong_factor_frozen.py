"""The wrong factor is left out of the graph: w is frozen, and w_frozen is the one that gets a gradient. Exchange their
roles."""


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen * w.detach() - y).pow(2).mean()
