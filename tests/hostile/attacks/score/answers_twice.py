# exercise: mse_gradient
# verdict: failed
# at most: 3
# Sends a reply of its own before the worker's: every later answer is the one to the question before.
import os
import sys

wire = sys.modules["worker.messages.wire"]


def send(value):
    os.write(4, wire.framed(wire.Answer(value)))


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    send(0.0); return (2 * x * (y_pred - y)).mean()


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
