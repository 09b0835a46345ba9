import numpy as np

def forward(x, w):
    print(w * x)

def loss(y, y_pred):
    print(((y_pred - y) ** 2).mean())

def gradient(x, y, y_pred):
    grad = (2 * x * (y_pred - y)).mean()

def train(X, Y, learning_rate, n_iters):
    w = 0.0
    for i in range(n_iters):
        y_pred = w * X
        l = ((y_pred - Y) ** 2).mean()
        w -= learning_rate * (2 * X * (y_pred - Y)).mean()
        print(f"{i}: w={w} loss={l}")
