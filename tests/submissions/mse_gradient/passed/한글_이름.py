# -*- coding: utf-8 -*-
import numpy as np
import matplotlib.pyplot as plt
from tqdm import trange

def forward(x, w):
    return w * x

def 오차(y, y_pred):
    return y_pred - y

def loss(y, y_pred):
    return np.mean(np.square(오차(y, y_pred)))

def gradient(x, y, y_pred):
    기울기 = np.average(2 * x * 오차(y, y_pred))
    return 기울기

def train(X, Y, learning_rate, n_iters):
    w, 손실 = 0.0, []
    for _ in trange(n_iters):
        예측 = forward(X, w)
        손실.append(loss(Y, 예측))
        w = w - learning_rate * gradient(X, Y, 예측)
    return w, 손실

X = np.array([1, 2, 3, 4], dtype=np.float32)
w, 손실 = train(X, 2 * X, 0.01, 20)
plt.plot(손실)
plt.show()
print(f"w = {w:.3f}")
