"""Your loss grows with the square of an error only while the error is small, and in a straight line from there: that is
the smooth L1 (Huber) loss. The formula squares every error, however large it is."""

import torch

kind = "wrong_loss"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = torch.nn.functional.smooth_l1_loss(w * X, Y)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
