"""Your first result has one entry a step, where one number is expected: the last w. Either the two results are swapped
(w comes first, then the losses), or every w is returned in place of the last."""


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return losses, w
