"""Autograd refuses the update: w is a leaf that it watches, and it is changed in place while everything is being
recorded. The update is not part of the function that is differentiated, so tell torch not to record it."""

import torch

kind = "tracked_update"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
