"""Your losses are recorded after the update: entry i is the loss of step i + 1. Record each step's loss while the
parameters are still those that made the prediction."""

import numpy as np

kind = "order_of_statements"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        slope = 2 * error
        a -= learning_rate * slope.sum()
        b -= learning_rate * (slope * x).sum()
        c -= learning_rate * (slope * x**2).sum()
        d -= learning_rate * (slope * x**3).sum()
        losses.append(np.square(a + b * x + c * x**2 + d * x**3 - y).sum())
    return (a, b, c, d), losses
