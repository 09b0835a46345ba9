"""You multiply the first gradient with v. The Hessian has the second derivatives: differentiate the gradient once
more."""

import torch

kind = "wrong_formula"


def hvp(f, x, v):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return (grad * v).detach()
