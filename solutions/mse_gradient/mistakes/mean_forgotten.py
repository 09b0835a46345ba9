"""Your gradient still has one entry per sample, but w is a single number and its derivative is one too. Look at the
sum sign and the 1/N in the formula: something has to bring the N numbers together."""

kind = "reduction"


def gradient(x, y, y_pred):
    return 2 * x * (y_pred - y)
