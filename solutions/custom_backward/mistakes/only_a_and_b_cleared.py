"""The gradients of c and d add up over the steps: only those of a and b are cleared. All four parameters have a .grad
that has to start from nothing again."""

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
            a.grad = b.grad = None
    return tuple(param.item() for param in params), losses
