"""Your product does not depend on v: it is H times a vector of ones, the sums of H's rows. Multiply the gradient with
v before you differentiate it."""

import torch

kind = "argument_ignored"


def hvp(f, x, v):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return derivative(grad, x, torch.ones_like(v))
