"""Each layer's gradient is worked out after the layer before it has moved already. Both gradients of a step belong to
the same prediction: how often do you differentiate in a step?"""

import torch

kind = "order_of_statements"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        for w in (w1, w2):
            loss = (forward(X, w1, w2) - y).pow(2).sum()
            (grad,) = torch.autograd.grad(loss, w)
            if w is w1:
                losses.append(loss.item())
            with torch.no_grad():
                w.sub_(learning_rate * grad)
    return losses
