"""Your loss is a sum, but your steps divide its gradients by the number of points: they are N times too short. What is
summed in the loss is summed in its derivatives too."""

import torch

kind = "reduction"


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
                param.sub_(learning_rate * param.grad / len(x))
                param.grad = None
    return tuple(param.item() for param in params), losses
