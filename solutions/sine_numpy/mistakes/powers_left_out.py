"""All four of your parameters get the same gradient, that of a: the powers of x are missing. By the chain rule, ask
what stands beside each parameter in the polynomial."""

import numpy as np

kind = "wrong_formula"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(np.square(error).sum())
        slope = 2 * error
        a -= learning_rate * slope.sum()
        b -= learning_rate * slope.sum()
        c -= learning_rate * slope.sum()
        d -= learning_rate * slope.sum()
    return (a, b, c, d), losses
