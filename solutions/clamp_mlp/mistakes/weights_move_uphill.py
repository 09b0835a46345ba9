"""The weights move along the gradient and not against it, so the loss grows from step to step. Look at the sign of
your update."""

import torch

kind = "sign"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w1 += learning_rate * w1.grad
            w2 += learning_rate * w2.grad
            w1.grad.zero_()
            w2.grad.zero_()
    return losses
