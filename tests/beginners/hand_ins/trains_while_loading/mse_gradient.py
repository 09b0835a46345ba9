import numpy as np

def forward(x, w):
    return w * x

def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()

def gradient(x, y, y_pred):
    return (2 * x * (y_pred - y)).mean()

def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for i in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses

X = np.random.rand(100000)
Y = 2 * X + 0.1 * np.random.randn(100000)
w, losses = train(X, Y, 0.0001, 1000000)
print("final w", w)
