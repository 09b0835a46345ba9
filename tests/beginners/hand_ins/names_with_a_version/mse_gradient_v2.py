import numpy as np

def forward(x, w):
    return x * w

def loss(y, y_pred):
    return np.mean((y_pred - y) ** 2)

def gradient(x, y, y_pred):
    return np.mean(2 * x * (y_pred - y))

def train(X, Y, learning_rate, n_iters):
    w = 0.0
    losses = []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w = w - learning_rate * gradient(X, Y, y_pred)
    return w, losses
