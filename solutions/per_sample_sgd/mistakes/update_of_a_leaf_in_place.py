"""Autograd refuses the update: w is a leaf that it watches, and it is changed in place while everything is being
recorded. The update is not part of the function that is differentiated, so tell torch not to record it."""

import torch

kind = "tracked_update"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            w -= learning_rate * w.grad
            w.grad = None
        losses.append(loss.item())
    return w.item(), losses, grads
