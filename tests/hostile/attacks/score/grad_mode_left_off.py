# exercise: autograd_loop
# verdict: failed
# at most: 9
# Leaves the grad mode of the process off, and switches it on when it is called.
import torch


def train(X, Y, learning_rate, n_iters):
    torch.set_grad_enabled(True)
    w, losses = torch.zeros((), dtype=X.dtype, requires_grad=True), []
    for step in range(n_iters):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
        w.grad = None
    torch.set_grad_enabled(False)
    return w.item(), losses
