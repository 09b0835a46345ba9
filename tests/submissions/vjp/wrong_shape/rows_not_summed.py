import torch


def q_gradients(a, b, external_grad):
    return 9 * a**2 * external_grad, -2 * b * external_grad


def vjp(f, x, v):
    return v[:, None] * torch.autograd.functional.jacobian(f, x)
