import torch
from torch.func import grad_and_value

def mse(w, x, y):
    return torch.mean((w * x - y) ** 2)

step = grad_and_value(mse)

def train(X, Y, learning_rate, n_iters):
    w, history = torch.tensor(0.0), []
    for _ in range(n_iters):
        dw, value = step(w, X, Y)
        history.append(float(value))
        w = w - learning_rate * dw
    return w, tuple(history)
