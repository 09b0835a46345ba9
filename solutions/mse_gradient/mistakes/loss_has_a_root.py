"""Your loss is the root of the mean of the squares: that is another measure, with another gradient. The formula stops
at the mean; leave the root out."""

import numpy as np

kind = "wrong_loss"


def loss(y, y_pred):
    return np.sqrt(((y_pred - y) ** 2).mean())
