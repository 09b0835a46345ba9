"""Your descent starts at w = 1, and the exercise asks for w = 0.0. All losses follow from that first value: set it
again at the start of every call."""

import torch

kind = "wrong_hyperparameter"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.ones((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
