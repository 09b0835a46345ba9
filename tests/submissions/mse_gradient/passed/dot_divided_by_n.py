import numpy as np

def forward(x, w):
    return np.multiply(x, w)

def loss(y, y_pred):
    e = y - y_pred
    return np.dot(e, e) / e.shape[0]

def gradient(x, y, y_pred):
    return 2 / len(x) * np.dot(x, y_pred - y)

def train(X, Y, learning_rate, n_iters):
    w = np.array(0.0)
    losses = np.zeros(n_iters)
    for i in range(n_iters):
        y_hat = forward(X, w)
        losses[i] = loss(Y, y_hat)
        w -= learning_rate * gradient(X, Y, y_hat)
    return w, losses
