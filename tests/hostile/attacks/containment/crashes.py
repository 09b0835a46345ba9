# exercise: mse_gradient
# verdict: failed
# Dies by its own memory: a null pointer, an illegal instruction, an abort.
import ctypes
import os


def forward(x, w):
    ctypes.string_at(0)


def loss(y, y_pred):
    ctypes.CFUNCTYPE(None)(id(os))()


def gradient(x, y, y_pred):
    os.abort()


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
