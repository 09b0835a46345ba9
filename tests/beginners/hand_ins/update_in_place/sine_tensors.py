import torch

def fit(x, y, params, learning_rate, n_steps):
    a, b, c, d = params
    losses = []
    for t in range(n_steps):
        y_pred = a + b * x + c * x ** 2 + d * x ** 3
        losses.append((y_pred - y).pow(2).sum().item())
        g = 2 * (y_pred - y)
        a -= learning_rate * g.sum()
        b -= learning_rate * (g * x).sum()
        c -= learning_rate * (g * x ** 2).sum()
        d -= learning_rate * (g * x ** 3).sum()
    return (a, b, c, d), losses
