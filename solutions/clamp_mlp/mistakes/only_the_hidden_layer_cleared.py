"""The gradient of w1 is cleared after every step, that of w2 is not, so w2 moves by the sum of all gradients so far.
Does the line that should clear it run? zero_ without parentheses does nothing."""

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
            w1.grad.zero_()
    return losses
