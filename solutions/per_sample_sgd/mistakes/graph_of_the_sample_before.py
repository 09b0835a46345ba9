"""backward() goes once more through the graph of a sample that is done with. Look for what goes from sample to sample
as a tensor: a running sum of losses, or a w whose update is recorded. What you only want to print or record can be a
plain number."""

import torch

kind = "tracked_update"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    losses, grads = [], []
    for _ in range(n_epochs):
        total = 0.0
        for x, y in zip(xs, ys, strict=True):
            loss = (x * w - y) ** 2
            total = total + loss
            total.backward()
            grads.append(w.grad.item())
            with torch.no_grad():
                w -= learning_rate * w.grad
            w.grad = None
        losses.append(loss.item())
    return w.item(), losses, grads
