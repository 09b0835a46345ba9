"""The .grad that you clear is None: either backward() has not run yet in the first step, or `a = a - …` has made a new
tensor under the old name, which has no .grad of its own. Clear after the update, and change the tensors that you began
with, in place."""

import torch

kind = "rebinding"


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            a = a - learning_rate * a.grad
            b = b - learning_rate * b.grad
            c = c - learning_rate * c.grad
            d = d - learning_rate * d.grad
        for param in (a, b, c, d):
            param.grad.zero_()
    return (a.item(), b.item(), c.item(), d.item()), losses
