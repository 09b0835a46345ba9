"""Each parameter's gradient is worked out after the ones before it have moved already. All four gradients of a step
belong to the same prediction: how often do you differentiate in a step?"""

import torch

kind = "order_of_statements"


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        for param in params:
            loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
            if param is a:
                losses.append(loss.item())
            (grad,) = torch.autograd.grad(loss, param)
            with torch.no_grad():
                param.sub_(learning_rate * grad)
    return tuple(param.item() for param in params), losses
