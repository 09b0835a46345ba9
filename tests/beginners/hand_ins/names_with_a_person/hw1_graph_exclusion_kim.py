import torch

def sums(x, y, z):
    a = x + y
    b = x + z
    # print(a.requires_grad, b.requires_grad)
    return a, b

def partial_loss(w_frozen, w, x, y):
    y_pred = x * w_frozen.detach() * w
    return ((y_pred - y)**2).mean()
