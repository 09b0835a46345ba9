"""Each parameter's gradient is worked out after the ones before it have moved already. All four gradients of a step
belong to the same prediction: make it once in every step."""

import numpy as np

kind = "order_of_statements"


def fit(x, y, params, learning_rate, n_steps):
    params, losses = list(params), []
    for _ in range(n_steps):
        losses.append(np.square(error(x, y, params)).sum())
        for power in range(4):
            params[power] -= learning_rate * (2 * error(x, y, params) * x**power).sum()
    return tuple(params), losses


def error(x, y, params):
    a, b, c, d = params
    return a + b * x + c * x**2 + d * x**3 - y
