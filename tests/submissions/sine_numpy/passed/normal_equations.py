"""The squares multiplied out once: all steps need only the moments."""
import numpy as np


def fit(x, y, params, learning_rate, n_steps):
    x, y = np.asarray(x, float), np.asarray(y, float)
    m = [np.sum(x**k) for k in range(7)]
    A = np.array([[m[i + j] for j in range(4)] for i in range(4)])
    q = np.array([np.sum(y * x**k) for k in range(4)])
    p, losses = np.array(params, float), []
    for _ in range(n_steps):
        losses.append(p @ A @ p - 2 * p @ q + np.sum(y * y))
        p = p - 2 * learning_rate * (A @ p - q)
    return tuple(map(float, p)), np.array(losses)
