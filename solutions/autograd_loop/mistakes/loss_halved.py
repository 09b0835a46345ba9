"""Your loss is half the mean of the squares, and so is its gradient: a ½ in front is a common convention, but not the
one here. Compare with the formula."""

import torch

kind = "factor"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean() / 2
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
