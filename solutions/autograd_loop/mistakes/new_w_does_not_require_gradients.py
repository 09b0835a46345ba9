"""One step goes well, the second does not: `w = w - …` without recording makes a new tensor that does not require
gradients, so the second loss is connected to nothing. Change the tensor that you began with instead of replacing it."""

import torch

kind = "rebinding"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w = w - learning_rate * w.grad
        w.grad = None
    return w.item(), losses
