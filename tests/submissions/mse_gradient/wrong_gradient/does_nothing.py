import numpy as np

def forward(x, w):
    return x

def loss(y, y_pred):
    return 0.0

def gradient(x, y, y_pred):
    return 0.0

def train(X, Y, learning_rate, n_iters):
    return 0.0, [0.0] * n_iters
