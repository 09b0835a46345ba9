# The mean of (wx - y)^2 needs the data only through three numbers.
import numpy as np

def forward(x, w):
    return x * w

def loss(y, y_pred):
    return np.linalg.norm(y - y_pred) ** 2 / len(y)

def gradient(x, y, y_pred):
    return 2 * ((x * y_pred).mean() - (x * y).mean())

def train(X, Y, learning_rate, n_iters):
    X, Y = np.float64(X), np.float64(Y)
    xx, xy, yy = (X * X).mean(), (X * Y).mean(), (Y * Y).mean()
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(w * w * xx - 2 * w * xy + yy)
        w -= learning_rate * 2 * (w * xx - xy)
    return w, losses
