"""Your losses are computed once more after the update, with a w that these predictions were not made with. Record
the loss that the last sample's backward pass came from."""

import torch

kind = "order_of_statements"


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
        losses.append(((x * w - y) ** 2).item())
    return w.item(), losses, grads
