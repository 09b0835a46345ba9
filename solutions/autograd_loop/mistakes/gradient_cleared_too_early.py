"""Your losses do not change from step to step. Is the gradient cleared before the update has used it, does the update
go to a copy of w, or is the prediction made only once? Follow w and w.grad through one step, line by line."""

import torch

kind = "cleared_too_early"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        w.grad.zero_()
        with torch.no_grad():
            w -= learning_rate * w.grad
    return w.item(), losses
