"""All samples of an epoch use the same w: it is updated once per epoch, with the sum of their gradients. That is
descent on the whole set; here each sample is followed by its own update."""

import torch

kind = "missing_update"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        total = 0.0
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            (grad,) = torch.autograd.grad(loss, w)
            grads.append(grad.item())
            total += grad
        with torch.no_grad():
            w -= learning_rate * total
        losses.append(loss.item())
    return w.item(), losses, grads
