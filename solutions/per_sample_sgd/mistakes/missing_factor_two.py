"""Your gradients are half of what they should be: the derivative of a square brings down a factor 2, and it got lost.
Differentiate (x·w − y)² with respect to w once more, or let autograd do it."""

kind = "factor"


def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in zip(xs, ys, strict=True):
            error = x * w - y
            grads.append(x * error)
            w -= learning_rate * grads[-1]
        losses.append(error**2)
    return w, losses, grads
