"""The first step is right, and from the second on yours are too long: each carries nine tenths of the one before along.
That is momentum, which an optimizer or a line of yours adds. The formula has the current gradient alone."""

import torch

kind = "wrong_hyperparameter"


def train(X, Y, learning_rate, n_iters):
    w, losses, velocity = torch.zeros((), dtype=X.dtype, requires_grad=True), [], 0.0
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        velocity = 0.9 * velocity + torch.autograd.grad(loss, w)[0]
        with torch.no_grad():
            w -= learning_rate * velocity
    return w.item(), losses
