import numpy as np

def forward(x, w):
    return np.array([w * x[0], w * x[1], w * x[2], w * x[3]])

def loss(y, y_pred):
    total = 0
    for i in range(4):
        total += (y_pred[i] - y[i]) ** 2
    return total / 4

def gradient(x, y, y_pred):
    return sum(2 * x[i] * (y_pred[i] - y[i]) for i in range(4)) / 4

def train(X, Y, learning_rate, n_iters):
    w = 0.0
    losses = []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
