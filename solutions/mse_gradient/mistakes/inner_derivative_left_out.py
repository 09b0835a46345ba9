"""Your gradient lacks the factor x: it is the derivative with respect to y_pred, not yet with respect to w. By the
chain rule, ask how much y_pred itself changes when w does."""

kind = "wrong_formula"


def gradient(x, y, y_pred):
    return (2 * (y_pred - y)).mean()
