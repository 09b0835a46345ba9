"""Your loss compares every prediction with every target, not just with its own: (N, 1) against (N,) broadcasts to N × N
differences. Print the shapes of y and y_pred just before they are subtracted."""

kind = "wrong_shape"


def loss(y, y_pred):
    return ((y_pred.reshape(-1, 1) - y) ** 2).mean()
