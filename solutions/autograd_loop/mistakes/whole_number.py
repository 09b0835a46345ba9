"""Your w is made from a whole number, so torch gives it a whole-number type, which can have no gradient. Write 0.0, or
name the dtype."""

import torch

kind = "wrong_dtype"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.tensor(0, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
