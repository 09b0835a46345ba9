"""Your steps have the post's length, 5e-6, whatever learning rate is passed in. Use the argument: the number in the
post was only its own choice."""

import torch

kind = "hard_coded"


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
                param.sub_(5e-6 * param.grad)
                param.grad = None
    return tuple(param.item() for param in params), losses
