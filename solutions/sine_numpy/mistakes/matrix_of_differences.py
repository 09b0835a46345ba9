"""Of the predictions and the targets one has the shape (N,) and the other (N, 1), so that every prediction is compared
with every target. Print both shapes just before the loss: both have to be (N,)."""

import numpy as np

kind = "wrong_shape"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    x = x[:, None]
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        a, b, c, d = (
            p - learning_rate * (2 * error * slope).sum()
            for p, slope in zip((a, b, c, d), (1, x, x**2, x**3), strict=True)
        )
    return (a, b, c, d), losses
