"""Your diagonal is the gradient of f: it is differentiated once, where the Hessian has second derivatives."""

import torch

kind = "wrong_formula"


def hessian_diagonal(f, x):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return grad.detach()
