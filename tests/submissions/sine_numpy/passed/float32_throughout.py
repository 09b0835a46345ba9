import numpy as np
from tqdm import trange


def fit(x, y, params, learning_rate, n_steps):
    x, y = x.astype(np.float32), y.astype(np.float32)
    a, b, c, d = (np.array([p], dtype=np.float32) for p in params)
    losses = []
    for t in trange(n_steps):
        err = a + b * x + c * x**2 + d * x**3 - y
        losses.append((err**2).sum(keepdims=True))
        g = np.float32(2 * learning_rate) * err
        a, b, c, d = a - g.sum(), b - (g * x).sum(), c - (g * x**2).sum(), d - (g * x**3).sum()
    return [a, b, c, d], losses
