"""The gradients are worked out by hand and are half of what they should be: the derivative of a square brings down a
factor 2. Differentiate (ŷ − y)² with respect to ŷ once more."""

import torch

kind = "factor"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    with torch.no_grad():
        for _ in range(n_iters):
            h = X.mm(w1).clamp(min=0)
            error = h.mm(w2) - y
            losses.append(error.pow(2).sum().item())
            grad_w2 = h.t().mm(error)
            grad_w1 = X.t().mm(error.mm(w2.t()) * (h > 0))
            w1 -= learning_rate * grad_w1
            w2 -= learning_rate * grad_w2
    return losses
