"""Your training does not look at the X and Y that it is given: it trains on the post's four points. Use the arguments,
so that it works for any data."""

import numpy as np

kind = "hard_coded"


def train(X, Y, learning_rate, n_iters):
    X = np.array([1, 2, 3, 4], dtype=np.float32)
    Y = np.array([2, 4, 6, 8], dtype=np.float32)
    w, losses = 0.0, []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
