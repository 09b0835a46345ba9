import torch
from torch import nn


@torch.no_grad()
def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = (nn.Parameter(p.reshape(1).clone()) for p in params)
    losses = []
    x2 = x * x
    x3 = x2 * x
    for _ in range(n_steps):
        y_pred = a + b * x + c * x2 + d * x3
        losses += [nn.functional.mse_loss(y_pred, y, reduction="sum").item()]
        g = 2 * (y_pred - y)
        for p, f in ((a, torch.ones_like(x)), (b, x), (c, x2), (d, x3)):
            p -= learning_rate * (g * f).sum()
    return [a, b, c, d], losses
