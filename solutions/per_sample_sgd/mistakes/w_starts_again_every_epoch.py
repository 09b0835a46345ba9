"""Every epoch begins again at the w that was passed in, so all epochs are like the first. Look at whether w is made
before the loop over the epochs or inside of it."""

import torch

kind = "order_of_statements"


def train(xs, ys, w, learning_rate, n_epochs):
    start, losses, grads = w, [], []
    for _ in range(n_epochs):
        w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad = None
        losses.append(loss.item())
    return w.item(), losses, grads
