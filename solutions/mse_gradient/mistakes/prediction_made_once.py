"""Every step repeats the first one's loss: either the prediction is made once, before the loop, or w does not move.
Each step needs a prediction with the w that it starts from, and an update of w."""

kind = "order_of_statements"


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    y_pred = forward(X, w)
    for _ in range(n_iters):
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
