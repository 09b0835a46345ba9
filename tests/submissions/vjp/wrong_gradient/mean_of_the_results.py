import torch


def q_gradients(a, b, external_grad):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    ((3 * a**3 - b**2) * external_grad).mean().backward()
    return a.grad, b.grad


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad((f(x) * v).mean(), x)[0]
