"""Your losses are right, but the w that comes back is the one before the last update. Return it after the loop's last
step has changed it."""

import torch

kind = "wrong_return"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        used = w.item()
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return used, losses
