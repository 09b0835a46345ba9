"""The losses and the gradients come in the wrong order: w is first, then the losses, one per epoch, then the
gradients, one per sample."""

kind = "wrong_return"

as_solved = train


def train(xs, ys, w, learning_rate, n_epochs):
    w, losses, grads = as_solved(xs, ys, w, learning_rate, n_epochs)
    return w, grads, losses
