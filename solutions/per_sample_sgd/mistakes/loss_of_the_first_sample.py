"""Of each epoch you record the loss of the first sample: the exercise asks for the last one's. Look at where in the
inner loop, or before it, the loss is written down."""

import torch

kind = "wrong_return"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        losses.append(((xs[0] * w - ys[0]) ** 2).item())
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            loss.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad = None
    return w.item(), losses, grads
