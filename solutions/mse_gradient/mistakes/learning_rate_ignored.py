"""Your steps have the post's length, 0.01, whatever learning rate is passed in. Use the argument: the number in the
post was only its own choice."""

kind = "hard_coded"


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= 0.01 * gradient(X, Y, y_pred)
    return w, losses
