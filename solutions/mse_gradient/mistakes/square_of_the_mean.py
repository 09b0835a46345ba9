"""Your loss is the square of the mean error: errors of opposite signs cancel before they are squared, so a poor
prediction can have the loss 0. Look at which of the two, the mean or the square, the formula takes first."""

kind = "reduction"


def loss(y, y_pred):
    return (y_pred - y).mean() ** 2
