"""numpy() is called on a tensor that autograd follows, and torch refuses: NumPy's steps would be missing from the
graph. For a number to be kept or drawn, take it out of the graph first; on the way from w to the loss, stay with
torch."""

import torch

kind = "graph_cut"


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for _ in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(float(loss.numpy()))
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    return w.item(), losses
