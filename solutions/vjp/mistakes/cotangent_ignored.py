"""The vector that comes in is not used: you have the gradient of the sum of all results, as if it were all ones. Each
result has to count as often as external_grad, or v, says."""

import torch

kind = "argument_ignored"


def q_gradients(a, b, external_grad):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    (3 * a**3 - b**2).sum().backward()
    return a.grad, b.grad


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]
