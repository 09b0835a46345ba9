"""`w = w - …` makes a new tensor under the old name: it is no leaf of yours, and it has no .grad to clear. Change the
tensor that you began with instead of replacing it."""

import torch


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w = w - learning_rate * w.grad
        w.grad.zero_()
    return w.item(), losses
