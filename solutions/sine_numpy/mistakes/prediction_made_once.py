"""Every step repeats the first one's loss: either the prediction is made once, before the loop, or the parameters do
not move. Each step needs a prediction with the parameters that it starts from, and an update of them."""

import numpy as np

kind = "order_of_statements"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    error = a + b * x + c * x**2 + d * x**3 - y
    for _ in range(n_steps):
        losses.append(np.square(error).sum())
        slope = 2 * error
        a -= learning_rate * slope.sum()
        b -= learning_rate * (slope * x).sum()
        c -= learning_rate * (slope * x**2).sum()
        d -= learning_rate * (slope * x**3).sum()
    return (a, b, c, d), losses
