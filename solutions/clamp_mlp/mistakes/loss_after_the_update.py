"""Each loss is recorded after its step's update, so the curve begins one step too late. Record the loss on which you
call backward(), before the weights move."""

import torch

kind = "order_of_statements"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        (forward(X, w1, w2) - y).pow(2).sum().backward()
        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
            w1.grad.zero_()
            w2.grad.zero_()
            losses.append((forward(X, w1, w2) - y).pow(2).sum().item())
    return losses
