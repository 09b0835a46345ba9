"""The gradients of all samples add up: backward() adds to w.grad, and nothing clears it between the samples. Think
about when w.grad has to start from nothing again."""

import torch

kind = "missing_clear"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
        losses.append(loss.item())
    return w.item(), losses, grads
