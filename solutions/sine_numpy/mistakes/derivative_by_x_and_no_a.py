"""Your gradients hold the derivatives of the powers of x: that is how ŷ changes with x, but x stays as it is. Ask how
much ŷ changes when c or d does."""

import numpy as np

kind = "wrong_formula"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = 2 * error
        b -= learning_rate * slope.sum()
        c -= learning_rate * (slope * 2 * x).sum()
        d -= learning_rate * (slope * 3 * x**2).sum()
    return (a, b, c, d), losses
