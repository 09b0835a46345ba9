"""Your gradients multiply the sum of the errors by the sum of the powers of x: a sum of products is not the product
of the sums. Multiply sample by sample first, and add up at the end."""

import numpy as np

kind = "reduction"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = 2 * error
        a -= learning_rate * slope.sum()
        b -= learning_rate * slope.sum() * x.sum()
        c -= learning_rate * slope.sum() * (x**2).sum()
        d -= learning_rate * slope.sum() * (x**3).sum()
    return (a, b, c, d), losses
