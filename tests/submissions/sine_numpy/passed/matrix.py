import numpy as np


def fit(x, y, params, learning_rate, n_steps):
    V = np.vander(x, 4, increasing=True)
    theta, losses = np.array(params), np.empty(n_steps)
    for i in range(n_steps):
        r = V @ theta - y
        losses[i] = r @ r
        theta = theta - learning_rate * 2 * V.T @ r
    return theta, losses
