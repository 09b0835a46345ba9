"""Your losses hold one entry per sample, and the exercise asks for one per epoch: the loss of the epoch's last
sample. Look at which of the two loops the recording belongs to."""

import torch

kind = "wrong_return"


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
            w.grad = None
            losses.append(loss.item())
    return w.item(), losses, grads
