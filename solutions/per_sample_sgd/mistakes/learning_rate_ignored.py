"""Your steps have the post's length, 0.01, whatever learning rate is passed in. Use the argument: the number in the
post was only its own choice."""

import torch

kind = "hard_coded"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= 0.01 * w.grad
            w.grad = None
        losses.append(loss.item())
    return w.item(), losses, grads
