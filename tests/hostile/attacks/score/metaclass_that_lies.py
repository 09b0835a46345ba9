# exercise: mse_gradient
# verdict: failed
# at most: 3
# Types whose name, module and class are properties that raise, lie or are no text.
class Meta(type):
    @property
    def __name__(cls):
        raise KeyboardInterrupt

    @property
    def __module__(cls):
        return "builtins"

    def __instancecheck__(cls, other):
        return True

    def __eq__(cls, other):
        return True

    __hash__ = type.__hash__


class Thing(metaclass=Meta):
    __module__ = 5
    __slots__ = ()

    @property
    def __class__(self):
        return float


Odd = type("float\x1b[31m" + "x" * 5000, (), {"__module__": "numpy\n"})


def forward(x, w):
    return Thing()


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    return Odd()


def train(X, Y, learning_rate, n_iters):
    return Thing(), [Odd()] * n_iters
