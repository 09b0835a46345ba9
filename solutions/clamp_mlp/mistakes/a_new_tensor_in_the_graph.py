"""The .grad that you use is None: backward() fills it for leaf tensors only, and only where the loss depends on
them. The result of `w1 - …` is a new tensor and not a leaf, even under the old name: change the tensors that you
were given, in place."""

kind = "tracked_update"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        w1 = w1 - learning_rate * w1.grad
        w2 = w2 - learning_rate * w2.grad
    return losses
