import torch


def sums(x, y, z):
    with torch.no_grad():
        a = x + y
    b = torch.add(x, z)
    return a, b


def partial_loss(w_frozen, w, x, y):
    with torch.no_grad():
        features = x * w_frozen
    pred = features * w
    return torch.mean((pred - y) ** 2)
