"""w_frozen is part of the recorded graph, so it gets a gradient wherever it requires gradients. Use its values in the
product without having that recorded."""

kind = "freezing"


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen * w - y).pow(2).mean()
