"""The .grad that you clear is None: either backward() has not run yet in the first step, or `w = w - …` has made a new
tensor under the old name, which has no .grad of its own. Clear after the update, and change the tensor that you began
with instead of replacing it."""

import torch

kind = "rebinding"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w = w - learning_rate * w.grad
        w.grad.zero_()
    return w.item(), losses
