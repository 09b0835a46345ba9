"""Your line does not go through the origin: a second parameter, a bias, is learned along with w, so the two share the
work from the second step on. A layer like nn.Linear has one unless it is told otherwise. The formula has w alone."""

import torch

kind = "wrong_formula"


def train(X, Y, learning_rate, n_iters):
    w, b = (torch.zeros((), dtype=X.dtype, requires_grad=True) for _ in range(2))
    losses = []
    for _ in range(n_iters):
        loss = ((w * X + b - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
        w.grad = b.grad = None
    return w.item(), losses
