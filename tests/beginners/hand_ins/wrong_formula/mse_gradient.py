import numpy as np

def forward(x: np.ndarray, w: float) -> np.ndarray:
    return w * x

def loss(y, y_pred):
    return np.sqrt(((y_pred - y) ** 2).mean())

def gradient(x, y, y_pred):
    # d/dw (wx - y)^2 = 2 (wx - y) x
    return (2 * x * (y - y_pred)).mean()

def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for i in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
