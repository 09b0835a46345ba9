"""The gradients are worked out by hand, and the one that goes back through the clamp also passes where the hidden
value was below 0. There the clamp's slope is 0: whatever did not get through forwards does not get through
backwards."""

import torch

kind = "wrong_formula"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    with torch.no_grad():
        for _ in range(n_iters):
            h = X.mm(w1).clamp(min=0)
            error = h.mm(w2) - y
            losses.append(error.pow(2).sum().item())
            grad_w2 = 2 * h.t().mm(error)
            grad_w1 = 2 * X.t().mm(error.mm(w2.t()))
            w1 -= learning_rate * grad_w1
            w2 -= learning_rate * grad_w2
    return losses
