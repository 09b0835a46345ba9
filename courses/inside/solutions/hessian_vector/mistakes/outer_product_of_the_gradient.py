"""You multiply v with the gradient's outer product with itself. That has first derivatives only: it comes near the
Hessian of some losses, and is not it."""

import torch

kind = "wrong_formula"


def hvp(f, x, v):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return (grad * (grad @ v)).detach()
