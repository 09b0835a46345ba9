"""Your w moves after every single sample: that is stochastic descent, a good method of its own, but here a step uses
the mean over all samples. Look at how many updates one of your n_iters makes."""

kind = "extra_step"


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, forward(X, w)))
        for x, y in zip(X, Y, strict=True):
            w -= learning_rate * 2 * x * (w * x - y)
    return w, losses
