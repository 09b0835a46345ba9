import numpy as np


def fit(x, y, params, learning_rate, n_steps):
    p = list(params)
    losses = []
    for _ in range(n_steps):
        for k in range(4):
            e = sum(q * x**j for j, q in enumerate(p)) - y
            if k == 0:
                losses.append(np.square(e).sum())
            p[k] -= learning_rate * 2 * (e * x**k).sum()
    return p, losses
