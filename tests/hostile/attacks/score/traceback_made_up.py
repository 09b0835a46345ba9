# exercise: mse_gradient
# verdict: failed
# at most: 4
# A function whose code claims lines, names and files that it has not.
EVIL = "\x1b[2J<script>alert(1)</script>\u202e"


def raiser():
    raise ValueError(EVIL)


raiser.__code__ = raiser.__code__.replace(co_name=EVIL * 100, co_qualname=EVIL, co_firstlineno=2**31 - 100)


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    raiser()


def train(X, Y, learning_rate, n_iters):
    raise SyntaxError(EVIL, ("<mse_gradient.py>", 10**30, -5, EVIL, 2, 3))
