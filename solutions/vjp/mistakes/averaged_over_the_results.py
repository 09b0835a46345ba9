"""The weighted results are averaged before they are differentiated, so the product is too small by their number. Jᵀv
has a sum over the results, undivided."""

import torch

kind = "reduction"


def q_gradients(a, b, external_grad):
    a, b = (tensor.detach().requires_grad_() for tensor in (a, b))
    Q = 3 * a**3 - b**2
    return torch.autograd.grad((Q * external_grad).mean(), (a, b))


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad((f(x) * v).mean(), x)[0]
