"""Your descent starts at the post's w = 1 and not at the w that it is given. Make the tensor from the argument."""

import torch

kind = "hard_coded"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
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
