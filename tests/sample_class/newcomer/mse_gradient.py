def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).sum()


def gradient(x, y, y_pred):
    return (x * (y_pred - y)).mean()


def train(X, Y, lr, n_iters):
    w = 0.0
    losses = []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        w -= lr * gradient(X, Y, y_pred)
        losses.append(loss(Y, forward(X, w)))
    return w, losses
