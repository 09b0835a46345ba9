"""Your first result has one entry a step, where one number is expected: the last w. Either the two results are swapped
(w comes first, then the losses), or every w is returned in place of the last."""

import torch


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return losses, w.item()
