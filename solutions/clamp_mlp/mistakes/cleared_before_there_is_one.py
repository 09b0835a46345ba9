"""The .grad that you clear is None: backward() has not run yet in the first step, or the tensor is a new one that was
made by `w1 = w1 - …`. Clear after the update, and change the tensors that you were given, in place."""

import torch

kind = "cleared_too_early"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        w1.grad.zero_()
        w2.grad.zero_()
        loss.backward()
        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
    return losses
