"""The loss is not connected to w: w does not require gradients, or the way from w to the loss is cut (no_grad, detach,
item). backward() then has nothing to follow; look at how w is made and what the loss is computed from."""

import torch

kind = "graph_cut"


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, dtype=torch.float64)
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
