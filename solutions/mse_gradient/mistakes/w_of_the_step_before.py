"""Your losses are right, but the w that comes back is the one before the last update. Return it after the loop's last
step has changed it."""

kind = "wrong_return"


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        used = w
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w = w - learning_rate * gradient(X, Y, y_pred)
    return used, losses
