"""Your w moves the wrong way: it is moved along the gradient, and the gradient points to where the loss grows. Descent
goes against it."""

import torch

kind = "sign"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w += learning_rate * w.grad
            w.grad = None
        losses.append(loss.item())
    return w.item(), losses, grads
