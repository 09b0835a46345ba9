"""Your diagonal has the sums of H's rows: the gradient of the gradient's sum. That is the diagonal only where H has
nothing beside it. Take entry i of the product with the i-th unit vector."""

import torch

kind = "wrong_formula"


def hessian_diagonal(f, x):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return derivative(grad, x, torch.ones_like(x))
