"""Your loss is the root of the mean of the squares: that is another measure, with another gradient. The formula stops
at the mean; leave the root out."""

import torch

kind = "wrong_loss"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean().sqrt()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
