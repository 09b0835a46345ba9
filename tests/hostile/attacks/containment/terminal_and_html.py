# exercise: mse_gradient
# verdict: failed
# Escape sequences and markup in output, errors and names.
EVIL = "\x1b[2J\x1b]0;owned\x07<script>alert(1)</script>\u202egnp.exe\x00</style>"
print(EVIL)
class Evil(Exception): pass
Evil.__name__ = Evil.__qualname__ = EVIL


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    raise Evil(EVIL * 1000); return (2 * x * (y_pred - y)).mean()


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
