import numpy as np


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        e = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(e).sum())
        a -= learning_rate * 2 * e.sum()
        b -= learning_rate * 2 * (e * x).sum()
        c -= learning_rate * 2 * (e * x**2).sum()
        d -= learning_rate * 2 * (e * x**2).sum()
    return (a, b, c, d), losses
