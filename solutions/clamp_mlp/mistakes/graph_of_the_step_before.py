"""One step goes well, the second does not: its loss still depends on the first step's graph, which backward() has used
up. Look for what goes from step to step as a tensor: a prediction made before the loop, or a running sum of losses."""

import torch

kind = "order_of_statements"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses, y_pred = [], forward(X, w1, w2)
    for _ in range(n_iters):
        loss = (y_pred - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
            w1.grad.zero_()
            w2.grad.zero_()
    return losses
