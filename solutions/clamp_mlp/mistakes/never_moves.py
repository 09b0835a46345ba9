"""w1 and w2 stay where they began, and every loss is the first one: the gradients are cleared before the update has
used them, or the update goes to copies. Follow w1 and w1.grad through one step, line by line."""

import torch

kind = "cleared_too_early"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w1.grad.zero_()
            w2.grad.zero_()
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
    return losses
