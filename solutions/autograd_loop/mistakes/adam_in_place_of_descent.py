"""Your steps are those of Adam: the first one is one learning rate long, whatever the gradient is. The exercise asks
for plain descent, where the length of a step is the learning rate times the gradient."""

import torch

kind = "wrong_optimizer"


def train(X, Y, learning_rate, n_iters):
    w, losses, mean, square = torch.zeros((), dtype=X.dtype, requires_grad=True), [], 0.0, 0.0
    for step in range(1, n_iters + 1):
        loss = ((w * X - Y) ** 2).mean()
        losses.append(loss.item())
        (grad,) = torch.autograd.grad(loss, w)
        mean, square = 0.9 * mean + 0.1 * grad, 0.999 * square + 0.001 * grad**2
        with torch.no_grad():
            w -= learning_rate * mean / (1 - 0.9**step) / ((square / (1 - 0.999**step)) ** 0.5 + 1e-8)
    return w.item(), losses
