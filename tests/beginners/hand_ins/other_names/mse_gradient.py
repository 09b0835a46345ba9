import numpy as np

def forward(x, w):
    return w * x

def MSE(y, y_pred):
    return ((y_pred - y) ** 2).mean()

def gradients(x, y, y_pred):
    return (2 * x * (y_pred - y)).mean()

def training(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(MSE(Y, y_pred))
        w -= learning_rate * gradients(X, Y, y_pred)
    return w, losses
