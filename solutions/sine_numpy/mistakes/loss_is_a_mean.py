"""Your loss is the mean of the squares, and so are its gradients: the exercise asks for their sum. With the same
learning rate, a mean takes steps that are N times shorter."""

import numpy as np

kind = "reduction"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).mean())
        slope = 2 * error / len(x)
        a -= learning_rate * slope.sum()
        b -= learning_rate * (slope * x).sum()
        c -= learning_rate * (slope * x**2).sum()
        d -= learning_rate * (slope * x**3).sum()
    return (a, b, c, d), losses
