"""Autograd refuses the update: the parameters are leaves that it watches, and they are changed in place while
everything is being recorded. The update is not part of the function that is differentiated, so tell torch not to
record it."""

import torch

kind = "tracked_update"


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        for param in params:
            param.sub_(learning_rate * param.grad)
            param.grad = None
    return tuple(param.item() for param in params), losses
