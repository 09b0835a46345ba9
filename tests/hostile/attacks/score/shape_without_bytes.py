# exercise: mse_gradient
# verdict: failed
# at most: 0
# Arrays whose shape has nothing to do with their bytes: enormous, negative, of no known dtype.
import sys

import msgspec

convert, wire = sys.modules["worker.convert"], sys.modules["worker.messages.wire"]
shapes = iter([((2**40,), "float64"), ((0, 2**62), "float64"), ((-1,), "float32"), ((3,), "object"), ((2**63, 2), "bool")] * 99)


def forged(array):
    shape, dtype = next(shapes)
    return wire.Tensor(dtype, shape, b"12345678", library="numpy")


convert.array_to_wire = forged


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    return (2 * x * (y_pred - y)).mean()


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
