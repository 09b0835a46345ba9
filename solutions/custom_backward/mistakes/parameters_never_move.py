"""Your parameters stay where they began: either the gradients are cleared before the update has used them, or the
update goes to copies. Follow one parameter and its .grad through one step, line by line."""

import torch

kind = "cleared_too_early"


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
                param.grad.zero_()
                param.sub_(learning_rate * param.grad)
    return tuple(param.item() for param in params), losses
