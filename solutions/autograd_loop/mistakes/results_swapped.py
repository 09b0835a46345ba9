"""Your first result has one entry per step, where one number is expected: the last w. Either the two results are
swapped (w comes first, then the losses), or every w is returned in place of the last."""

kind = "wrong_return"

as_solved = train


def train(X, Y, learning_rate, n_iters):
    w, losses = as_solved(X, Y, learning_rate, n_iters)
    return losses, w
