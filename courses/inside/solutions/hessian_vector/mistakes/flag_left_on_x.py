"""The caller's x requires gradients after your hvp, where it did not before: you set the flag on their tensor. Work on
x.detach(), whose flag is your own."""

import torch

kind = "in_place_on_caller"


def hvp(f, x, v):
    x.requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return derivative(grad, x, v)
