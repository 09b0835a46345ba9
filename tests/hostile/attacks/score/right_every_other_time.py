# exercise: mse_gradient
# verdict: failed
# at most: 0
# Right at every second call, whichever function is called.
calls = [0]


def often(value, other):
    calls[0] += 1
    return value if calls[0] % 2 else other


def forward(x, w):
    return often(w * x, x)


def loss(y, y_pred):
    return often(((y_pred - y) ** 2).mean(), 0.0)


def gradient(x, y, y_pred):
    return often((2 * x * (y_pred - y)).mean(), 0.0)


def train(X, Y, learning_rate, n_iters):
    return often(1.0, 2.0), [0.0] * n_iters
