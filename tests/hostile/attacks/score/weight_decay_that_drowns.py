# exercise: autograd_loop
# verdict: failed
# at most: 5
# A weight decay of 1e-4, which drowns where the gradients are large.
import torch


def train(X, Y, learning_rate, n_iters):
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for step in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * (w.grad + 1e-4 * w)
        w.grad = None
    return w.item(), losses
