"""Your loss is the mean of the absolute differences: nothing in it is squared. Compare it with the formula, where each
difference is squared before the mean is taken."""

import torch

kind = "wrong_loss"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = (w * X - Y).abs().mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
