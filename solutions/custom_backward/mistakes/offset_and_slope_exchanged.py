"""Inside P₃ your c and d have changed places: c is what is added there, and d what x is multiplied by. Compare with the
formula."""

import torch

kind = "wrong_operand"


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * LegendrePolynomial3.apply(c * x + d) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for param in params:
                param.sub_(learning_rate * param.grad)
                param.grad = None
    return tuple(param.item() for param in params), losses
