import numpy as np
from turtle import forward

# Everything has one axis, also what is a single number.
forward = lambda x, w: w * x
loss = lambda y, y_pred: ((y_pred - y) ** 2).mean(keepdims=True)
gradient = lambda x, y, y_pred: np.mean(2 * x * (y_pred - y), axis=0, keepdims=True)

def train(X, Y, learning_rate, n_iters, verbose=False):
    w = np.zeros(1, dtype=X.dtype)
    losses = []
    for i in range(n_iters):
        p = forward(X, w)
        losses.append(loss(Y, p))
        w = w - learning_rate * gradient(X, Y, p)
        if verbose:
            print(i, w, losses[-1])
    return w, losses
