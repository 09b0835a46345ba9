"""Your w never leaves 0: either the gradient is cleared before the update has used it, or the update goes to a copy of
w. Follow w and w.grad through one step, line by line."""

import torch


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
