import functools
import numpy as np

class Model:
    def __call__(self, x, w):
        return x * w

class MSE:
    """loss and its derivative in one place."""
    def loss(self, y, y_pred):
        return ((y - y_pred) ** 2).sum() / y.size

    def gradient(self, x, y, y_pred):
        return np.einsum("i,i->", x, y_pred - y) * 2 / x.size

forward = Model()
mse = MSE()
loss, gradient = mse.loss, mse.gradient

def descend(X, Y, learning_rate, n_iters, start):
    """Generator of (loss before the step, w after it)."""
    w = start
    for _ in range(n_iters):
        y_pred = forward(X, w)
        current = loss(Y, y_pred)
        w = w - learning_rate * gradient(X, Y, y_pred)
        yield current, w

def train(X, Y, learning_rate, n_iters):
    steps = list(descend(X, Y, learning_rate, n_iters, start=0.0))
    return steps[-1][1], [l for l, _ in steps]
