"""Your gradient is N/2 times the formula: the products of x and the errors are only added up. Two things of the formula
are missing, one from differentiating the square, the other from the mean."""

import numpy as np

kind = "factor"


def gradient(x, y, y_pred):
    return np.dot(x, y_pred - y)
