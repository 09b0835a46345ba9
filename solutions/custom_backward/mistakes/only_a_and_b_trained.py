"""Only a and b move: c and d stay at 0 and 0.3, although the gradient reaches them through P₃. All four parameters are
to be updated in every step."""

import torch

kind = "missing_update"


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for param in (a, b):
                param.sub_(learning_rate * param.grad)
            for param in params:
                param.grad = None
    return tuple(param.item() for param in params), losses
