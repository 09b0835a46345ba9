"""The loss is the sum of the squares, and so N times their mean; its gradient is too. Divide by the number of
entries of y."""

kind = "reduction"


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).pow(2).sum()
