"""Your steps use the post's learning rate, 1e-6, whatever is passed in. Use the argument: the number in the post was
only its own choice."""

import numpy as np

kind = "hard_coded"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = 2 * error
        a -= 1e-6 * slope.sum()
        b -= 1e-6 * (slope * x).sum()
        c -= 1e-6 * (slope * x**2).sum()
        d -= 1e-6 * (slope * x**3).sum()
    return (a, b, c, d), losses
