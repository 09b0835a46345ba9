"""Your parameters move the wrong way: along the gradient, which points to where the loss grows, or by an error that
is turned around. Check the sign inside the gradient and the sign of the update."""

import numpy as np

kind = "sign"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = 2 * error
        a += learning_rate * slope.sum()
        b += learning_rate * (slope * x).sum()
        c += learning_rate * (slope * x**2).sum()
        d += learning_rate * (slope * x**3).sum()
    return (a, b, c, d), losses
