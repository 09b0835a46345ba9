"""Your prediction is the cubic a + bx + cx² + dx³ of the post's other parts. Here it is a + b·P₃(c + d·x), by the class
above."""

import torch

kind = "wrong_formula"


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(value, dtype=x.dtype, requires_grad=True) for value in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * x + c * x**2 + d * x**3 - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for param in params:
                param.sub_(learning_rate * param.grad)
                param.grad = None
    return tuple(param.item() for param in params), losses
