import numpy as np

def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for t in range(n_steps):
        y_pred = a + b * x + c * x ** 2 + d * x ** 3
        losses.append(np.square(y_pred - y).sum())
        grad_y_pred = 2.0 * (y_pred - y)
        grad_a = grad_y_pred.sum()
        grad_b = (grad_y_pred * x).sum()
        grad_c = (grad_y_pred * x ** 2).sum()
        grad_d = (grad_y_pred * x ** 2).sum()
        a -= learning_rate * grad_a
        b -= learning_rate * grad_b
        c -= learning_rate * grad_c
        d -= learning_rate * grad_d
    return (a, b, c, d), losses
