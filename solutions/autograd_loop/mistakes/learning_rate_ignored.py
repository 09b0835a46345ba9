"""Your steps have the post's length, 0.01, whatever learning rate is passed in. Use the argument: the number in the
post was only its own choice."""

import torch

kind = "hard_coded"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= 0.01 * w.grad
        w.grad = None
    return w.item(), losses
