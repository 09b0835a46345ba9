import numpy as np

state = {}


def fit(x, y, params, learning_rate, n_steps):
    p = np.array(params)
    v = state.setdefault("v", np.zeros(4))
    V = np.vander(x, 4, increasing=True)
    losses = []
    for _ in range(n_steps):
        e = V @ p - y
        losses.append(e @ e)
        v[:] = 0.9 * v + 2 * V.T @ e
        p = p - learning_rate * v
    return tuple(p), losses
