import torch


def q_gradients(a, b):
    return 9 * a**2, -2 * b


def vjp(f, x, v):
    return torch.func.vjp(f, x)[1](v)[0]
