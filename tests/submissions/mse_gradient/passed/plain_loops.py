# No vectorised operation at all.
import numpy

def forward(x, w):
    return numpy.array([w * value for value in x])

def loss(y, y_pred):
    total = 0.0
    for a, b in zip(y, y_pred):
        total += (b - a) ** 2
    return total / len(y)

def gradient(x, y, y_pred):
    total = 0
    for i in range(len(x)):
        total = total + 2 * x[i] * (y_pred[i] - y[i])
    return total / len(x)

def train(X, Y, learning_rate, n_iters):
    w = 0.0
    losses = ()
    while len(losses) < n_iters:
        y_pred = forward(X, w)
        losses += (float(loss(Y, y_pred)),)
        w = float(w - learning_rate * gradient(X, Y, y_pred))
    return [w, losses]
