"""The update is itself recorded by autograd, and a leaf that requires gradients may not be changed in place while
that goes on. The new weights are not part of the computation: tell torch not to track the update."""

kind = "tracked_update"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        w1 -= learning_rate * w1.grad
        w2 -= learning_rate * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
    return losses
