"""The gradients of all steps add up: backward() adds to w.grad, and nothing clears it between the steps. Think about
when w.grad has to start from nothing again, and whether the line that should do it really runs."""

import torch

kind = "missing_clear"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
    return w.item(), losses
