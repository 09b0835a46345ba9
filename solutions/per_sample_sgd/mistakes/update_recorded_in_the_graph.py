"""The .grad that you ask for is None: `w = w - …` makes a new tensor under the old name, the result of a
computation and not a leaf. Change the tensor that you began with, without recording the update."""

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
            w = w - learning_rate * w.grad
        losses.append(loss.item())
    return w.item(), losses, grads
