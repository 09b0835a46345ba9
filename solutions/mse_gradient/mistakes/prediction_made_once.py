"""Your prediction is made once, before the loop, so every step repeats the first one's loss and gradient. Each step
needs a prediction with the w that it starts from."""


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    y_pred = forward(X, w)
    for _ in range(n_iters):
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
