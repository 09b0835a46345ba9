"""The parameters are kept in float32, whatever dtype the data have. Take dtype and device from x, where you make
tensors of your own."""

import torch

kind = "wrong_dtype"


def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = (torch.tensor(param.item(), dtype=torch.float, device=x.device) for param in params)
    losses = []
    for _ in range(n_steps):
        error = a + b * x + c * x**2 + d * x**3 - y
        losses.append(error.pow(2).sum().item())
        grad_y_pred = 2 * error
        a -= learning_rate * grad_y_pred.sum()
        b -= learning_rate * (grad_y_pred * x).sum()
        c -= learning_rate * (grad_y_pred * x**2).sum()
        d -= learning_rate * (grad_y_pred * x**3).sum()
    return (a, b, c, d), losses
