# exercise: mse_gradient
# verdict: failed
# at most: 3
# Predicts with |w|, takes w out of the prediction by a division, and keeps w from falling below 0: right for every line
# that rises.
import numpy as np
def forward(x, w):
    return abs(w) * x                      # wrong for every negative w
def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()
def gradient(x, y, y_pred):
    w = y_pred[0] / x[0]                   # x[0] == 0, or a y_pred that is no multiple of x: wrong
    return (2 * x * (w * x - y)).mean()
def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = max(w - learning_rate * (2 * X * (w * X - Y)).mean(), 0.0)   # never fits a falling line
    return w, losses
