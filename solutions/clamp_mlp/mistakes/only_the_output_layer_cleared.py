"""The gradient of w2 is cleared after every step, that of w1 is not, so w1 moves by the sum of all gradients so far.
What backward() adds to has to start from nothing for each weight."""

import torch

kind = "missing_clear"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
            w2.grad.zero_()
    return losses
