"""Your losses are right, but the parameters that come back are those that you were given. `a -= …` does not reach into
the tuple that a was taken from: return the names that your loop has changed."""

import numpy as np

kind = "wrong_return"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = 2 * error
        a -= learning_rate * slope.sum()
        b -= learning_rate * (slope * x).sum()
        c -= learning_rate * (slope * x**2).sum()
        d -= learning_rate * (slope * x**3).sum()
    return params, losses
