"""Your loss is a sum, but the gradients of your steps are means: they are N times too small. What is summed in the
loss is summed in its derivatives too."""

import numpy as np

kind = "reduction"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = 2 * error
        a -= learning_rate * slope.mean()
        b -= learning_rate * (slope * x).mean()
        c -= learning_rate * (slope * x**2).mean()
        d -= learning_rate * (slope * x**3).mean()
    return (a, b, c, d), losses
