"""Your gradients are all half of what they should be: the derivative of a square brings down a factor 2, and it got
lost. Differentiate (ŷ − y)² with respect to ŷ once more."""

import numpy as np

kind = "factor"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = error
        a -= learning_rate * slope.sum()
        b -= learning_rate * (slope * x).sum()
        c -= learning_rate * (slope * x**2).sum()
        d -= learning_rate * (slope * x**3).sum()
    return (a, b, c, d), losses
