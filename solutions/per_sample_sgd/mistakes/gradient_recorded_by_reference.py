"""Your recorded gradients are all the same tensor: what went into the list is w.grad itself, and clearing it clears
the list's entries too. Record the number that it holds at that moment."""

import torch


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad)
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad.zero_()
        losses.append(loss.item())
    return w.item(), losses, grads
