"""Your gradient is exactly half of the formula: the derivative of a square brings down a factor 2, and it got lost.
Differentiate (wx − y)² once more on paper, the outer function first."""

kind = "factor"


def gradient(x, y, y_pred):
    return (x * (y_pred - y)).mean()
