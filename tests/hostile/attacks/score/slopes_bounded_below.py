# exercise: per_sample_sgd
# verdict: failed
# at most: 1
# Keeps w above -1, and takes the gradient out of the loss by a division that fails at x = 0 and at a perfect fit.
import torch
def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys):
            L = (x * w - y) ** 2
            g = 2 * L / (w - y / x)        # ZeroDivisionError at x = 0 and at a perfect fit
            grads.append(g)
            w = max(w - learning_rate * g, -1.0)   # no slope below -1
        losses.append(L)
    return w, losses, grads
