"""Your w moves the wrong way: it is moved along the gradient, and the gradient points to where the loss grows. Descent
goes against it."""

kind = "sign"


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w += learning_rate * gradient(X, Y, y_pred)
    return w, losses
