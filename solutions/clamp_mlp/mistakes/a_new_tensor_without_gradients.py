"""The loss is connected to nothing. Either prediction and loss are computed under no_grad, or `w1 = w1 - …`, made
without tracking, has put a new tensor without gradients under the old name. Only the update goes untracked, and it
changes the tensors that you were given, in place."""

import torch

kind = "rebinding"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w1 = w1 - learning_rate * w1.grad
            w2 = w2 - learning_rate * w2.grad
    return losses
