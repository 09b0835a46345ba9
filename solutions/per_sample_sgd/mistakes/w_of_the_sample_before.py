"""Your losses and gradients are right, but the w that comes back is the one before the last update. Return it after the
last sample's step has changed it."""

import torch

kind = "wrong_return"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys, strict=True):
            used = w.item()
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad = None
        losses.append(loss.item())
    return used, losses, grads
