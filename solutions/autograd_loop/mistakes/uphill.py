"""Your w moves the wrong way: it is moved along the gradient, and the gradient points to where the loss grows. Descent
goes against it."""

import torch

kind = "sign"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w += learning_rate * w.grad
        w.grad = None
    return w.item(), losses
