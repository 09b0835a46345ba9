"""Your gradient takes the mean of 2x and the mean of the errors and multiplies the two: a mean of products is not the
product of the means. Multiply sample by sample first, and take one mean at the end."""

kind = "reduction"


def gradient(x, y, y_pred):
    return (2 * x).mean() * (y_pred - y).mean()
