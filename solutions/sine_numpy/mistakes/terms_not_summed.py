"""Your gradients are not summed over the points: each parameter becomes one number per point, where it should stay
one number. The loss adds up all points, and so does its derivative."""

import numpy as np

kind = "reduction"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = 2 * error
        a -= learning_rate * slope
        b -= learning_rate * slope * x
        c -= learning_rate * slope * x**2
        d -= learning_rate * slope * x**3
    return (a, b, c, d), losses
