"""The gradients of all steps add up: backward() adds to .grad, and nothing clears it between the steps. Think about
when w1.grad and w2.grad have to start from nothing again."""

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
    return losses
