"""Your losses are recorded after the update: entry i is the loss of step i + 1. Record each step's loss while w is
still the one that made the prediction."""

kind = "order_of_statements"


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        w -= learning_rate * gradient(X, Y, forward(X, w))
        losses.append(loss(Y, forward(X, w)))
    return w, losses
