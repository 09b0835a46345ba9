"""Your gradient is exactly N times the formula: np.dot (or sum) has already summed over the samples, and .mean() of
that single number changes nothing. Multiply entry by entry and then take the mean, or divide the sum by N yourself."""

import numpy as np

kind = "reduction"


def gradient(x, y, y_pred):
    return np.dot(2 * x, y_pred - y).mean()
