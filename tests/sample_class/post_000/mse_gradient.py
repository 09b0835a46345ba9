# The post's manual code, as functions of what they used as globals. The arithmetic is as printed.
import numpy as np


# model prediction
def forward(x, w):
    return w * x


# loss = MSE
def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


# gradient
def gradient(x, y, y_pred):
    return np.dot(2 * x, y_pred - y).mean()


# training
def train(X, Y, learning_rate, n_iters):
    w = 0.0
    losses = []

    for epoch in range(n_iters):
        y_pred = forward(X, w)
        l = loss(Y, y_pred)
        losses.append(l)
        dw = gradient(X, Y, y_pred)

        # update weights
        w -= learning_rate * dw

    return w, losses
