"""Your product is one number, v · Hv: multiplied with v once more, and summed up. Return Hv itself."""

import torch

kind = "wrong_return"


def hvp(f, x, v):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return derivative(grad, x, v) @ v
