"""Your loss is the mean of the absolute differences: nothing in it is squared. Compare it with the formula, where each
difference is squared before the mean is taken."""

import numpy as np

kind = "wrong_loss"


def loss(y, y_pred):
    return np.abs(y_pred - y).mean()
