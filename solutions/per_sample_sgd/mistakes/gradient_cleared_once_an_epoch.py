"""Your gradient is cleared once per epoch, so within an epoch each sample's gradient holds all the earlier ones
too. The update comes after every sample; look where in the two loops the clearing stands."""

import torch

kind = "missing_clear"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
        losses.append(loss.item())
        w.grad = None
    return w.item(), losses, grads
