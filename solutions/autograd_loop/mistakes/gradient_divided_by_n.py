"""Your gradient is divided by N once more: the mean in the loss has already done that, and autograd includes it.
Use w.grad as it is."""

import torch

kind = "factor"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad / len(X)
        w.grad = None
    return w.item(), losses
