"""Every prediction is compared with every target, not just with its own: (N, 1) against (N,) broadcasts to N × N
differences. Print the shapes of the prediction and of Y before they are subtracted."""

import torch

kind = "wrong_shape"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X.reshape(-1, 1) - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
