"""Your diagonal has the squares of the first derivatives. The second derivative is another thing: differentiate the
gradient once more."""

import torch

kind = "wrong_formula"


def hessian_diagonal(f, x):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return (grad**2).detach()
