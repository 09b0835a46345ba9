import torch


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    learning_rate = 1e-6
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        a = a - learning_rate * grad_y_pred.sum()
        b = b - learning_rate * (grad_y_pred * x).sum()
        c = c - learning_rate * (grad_y_pred * x**2).sum()
        d = d - learning_rate * (grad_y_pred * x**3).sum()
    return (a, b, c, d), losses
