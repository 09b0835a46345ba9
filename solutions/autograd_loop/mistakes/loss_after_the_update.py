"""Your losses are recorded after the update: entry i is the loss of step i + 1. Record each step's loss while w is
still the one that made the prediction."""

import torch

kind = "order_of_statements"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
        losses.append(((w * X - Y) ** 2).mean().item())
    return w.item(), losses
