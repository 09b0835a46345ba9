"""For a linear f the gradient is a constant that depends on no x, and differentiating it raises. The second
derivatives are 0: ask grad.requires_grad first."""

import torch

kind = "crash"


def derivative(grad, x, v):
    (product,) = torch.autograd.grad(grad, x, v, retain_graph=True)
    return product
