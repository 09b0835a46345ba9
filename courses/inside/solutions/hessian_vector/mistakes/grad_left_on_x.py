"""The caller's x has a .grad after your hvp: backward() leaves one on every leaf. Use torch.autograd.grad, on
x.detach()."""

import torch

kind = "in_place_on_caller"


def hvp(f, x, v):
    flag = x.requires_grad
    x.requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    if grad.requires_grad:
        grad.backward(v)
    product = torch.zeros_like(x) if x.grad is None else x.grad.clone()
    x.requires_grad_(flag)
    return product
