import numpy as np


def fit(x, y, params, learning_rate, n_steps):
    losses = []
    for _ in range(n_steps):
        e = sum(p * x**k for k, p in enumerate(params)) - y
        losses.append(np.square(e).sum())
        for k in range(4):
            params[k] -= learning_rate * 2 * (e * x**k).sum()
    return params, losses
