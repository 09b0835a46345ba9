"""Your loss is right, but every step is twice as long as it should be: either backward() runs twice on the same loss
and adds to w.grad each time, or the update is made twice. Count how often each line of a step runs."""

import torch

kind = "extra_step"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward(retain_graph=True)
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
