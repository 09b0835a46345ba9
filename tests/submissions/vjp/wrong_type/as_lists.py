import torch


def q_gradients(a, b, external_grad):
    return (9 * a**2 * external_grad).tolist(), (-2 * b * external_grad).tolist()


def vjp(f, x, v):
    return torch.func.vjp(f, x)[1](v)[0].tolist()
