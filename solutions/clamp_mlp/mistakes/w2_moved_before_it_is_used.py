"""The gradients are worked out by hand, and the one of w1 uses a w2 that has moved already. What goes back through the
output layer goes through the weights with which the prediction was made."""

import torch

kind = "order_of_statements"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    with torch.no_grad():
        for _ in range(n_iters):
            h = X.mm(w1).clamp(min=0)
            error = 2 * (h.mm(w2) - y)
            losses.append((error / 2).pow(2).sum().item())
            w2 -= learning_rate * h.t().mm(error)
            w1 -= learning_rate * X.t().mm(error.mm(w2.t()) * (h > 0))
    return losses
