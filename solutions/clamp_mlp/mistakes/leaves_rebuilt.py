"""Every step makes new leaf tensors: the losses come out right, but the caller's w1 and w2 still hold the values they
started with. Subtract in place, from the tensors that you were given."""

kind = "rebinding"


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        w1 = (w1 - learning_rate * w1.grad).detach().requires_grad_()
        w2 = (w2 - learning_rate * w2.grad).detach().requires_grad_()
    return losses
