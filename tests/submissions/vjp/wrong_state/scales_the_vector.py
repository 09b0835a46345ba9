import torch


def q_gradients(a, b, external_grad):
    a, b = a.detach(), b.detach()
    grad_b = -2 * b * external_grad
    external_grad *= 9
    return a**2 * external_grad, grad_b


def vjp(f, x, v):
    return torch.func.vjp(f, x)[1](v)[0]
