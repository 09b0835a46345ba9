# exercise: mse_gradient
# verdict: failed
# at most: 5
# Remembers answers by the id of the array: a cache that is stale as soon as memory is used again.
cache, held = {}, []


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return cache.setdefault(id(y) // 2**44, ((y_pred - y) ** 2).mean())


def gradient(x, y, y_pred):
    return cache.setdefault('g', (2 * x * (y_pred - y)).mean())


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
