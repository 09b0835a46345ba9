# exercise: mse_gradient
# verdict: failed
# at most: 0
# Dies while it is loaded, with the status that an unconfined worker dies with.
import os
import sys

wire = sys.modules["worker.messages.wire"]
os.write(4, wire.framed(wire.Unconfined("seccomp", "EPERM")))
os._exit(70)


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
