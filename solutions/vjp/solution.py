"""Source: seed 004."""

import torch


def q_gradients(a, b, external_grad):
    a, b = (tensor.detach().requires_grad_() for tensor in (a, b))
    Q = 3 * a**3 - b**2
    Q.backward(gradient=external_grad)
    return a.grad, b.grad


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    (product,) = torch.autograd.grad(f(x), x, grad_outputs=v)
    return product
