"""The gradients of all steps add up: backward() adds to .grad, and nothing clears it between the steps. Think about
when the gradients of a, b, c and d have to start from nothing again, and whether the line that should do it really
runs."""

import torch

kind = "missing_clear"


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for param in params:
                param.sub_(learning_rate * param.grad)
    return tuple(param.item() for param in params), losses
