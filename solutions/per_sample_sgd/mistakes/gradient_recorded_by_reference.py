"""Your recorded gradients are those after the clearing: either w.grad is read too late, or what went into the list is
w.grad itself, a tensor that is cleared with its entry in the list. Record the number that it holds, before you clear
it."""

import torch

kind = "aliasing"


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
