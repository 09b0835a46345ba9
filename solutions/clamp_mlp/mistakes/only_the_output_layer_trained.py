"""Only w2 is moved, w1 stays where it began. Both layers have a gradient after backward(): both have to take their
step."""

import torch

kind = "missing_update"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w2 -= learning_rate * w2.grad
            w2.grad.zero_()
    return losses
