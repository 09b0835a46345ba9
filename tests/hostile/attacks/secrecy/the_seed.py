# exercise: mse_gradient
# verdict: failed
# The data seed from the global generators.
import os
def broken(what): print("BROKEN:", what)

import random, numpy as np
guesses = {random.random(), float(np.random.rand())}


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    return float(np.random.default_rng(0).normal())


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
