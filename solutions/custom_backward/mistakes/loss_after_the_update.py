"""Your losses are recorded after the update: entry i is the loss of step i + 1. Record each step's loss while the
parameters are still those that made the prediction."""

import torch

kind = "order_of_statements"


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
        loss.backward()
        with torch.no_grad():
            for param in params:
                param.sub_(learning_rate * param.grad)
                param.grad = None
        losses.append((a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum().item())
    return tuple(param.item() for param in params), losses
