"""Your loss is the sum of the squares, where the exercise asks for their mean: loss and gradient are both N times too
large. Have a look at the 1/N in front of the sum."""

import torch

kind = "reduction"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
