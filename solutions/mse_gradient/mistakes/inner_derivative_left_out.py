"""Your gradient lacks the factor x: it is the derivative by y_pred, not yet by w. By the chain rule, ask how much
y_pred itself changes when w does."""


def gradient(x, y, y_pred):
    return (2 * (y_pred - y)).mean()
