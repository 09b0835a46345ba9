"""Your loss is the square of the mean difference: differences of opposite signs cancel before they are squared. Look at
which of the two, the mean or the square, the formula takes first."""

kind = "reduction"


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).mean() ** 2
