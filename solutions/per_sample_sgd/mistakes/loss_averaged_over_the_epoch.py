"""Your losses are means over all samples of an epoch, as training loops often print them. Here the last sample's loss
alone is asked for."""

import torch

kind = "wrong_return"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        total = 0.0
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad = None
            total += loss.item()
        losses.append(total / len(xs))
    return w.item(), losses, grads
