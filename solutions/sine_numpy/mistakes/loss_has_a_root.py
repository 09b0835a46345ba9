"""Your steps are right, but the losses that you record are roots: the length of the vector of errors, not its square.
The formula stops at the sum."""

import numpy as np

kind = "wrong_loss"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.linalg.norm(error))
        slope = 2 * error
        a -= learning_rate * slope.sum()
        b -= learning_rate * (slope * x).sum()
        c -= learning_rate * (slope * x**2).sum()
        d -= learning_rate * (slope * x**3).sum()
    return (a, b, c, d), losses
