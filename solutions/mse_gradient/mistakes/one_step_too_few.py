"""Your training makes one step less than it is told to. Count how often the loop runs for n_iters = 1."""

kind = "off_by_one"


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(1, n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
