"""Your gradient is divided by N twice: a mean already holds the 1/N of the formula. Count how often the number of
samples comes in, and leave one of them."""

kind = "factor"


def gradient(x, y, y_pred):
    return (2 * x * (y_pred - y)).mean() / len(x)
