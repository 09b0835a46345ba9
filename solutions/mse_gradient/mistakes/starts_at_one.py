"""Your descent starts at w = 1, and the exercise asks for w = 0.0. All losses follow from that first value: set it
again at the start of every call."""

kind = "wrong_hyperparameter"


def train(X, Y, learning_rate, n_iters):
    w, losses = 1.0, []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
