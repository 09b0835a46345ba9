"""Products with the Hessian, and its diagonal, by differentiating gradients."""

import torch


def hvp(f, x, v):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return derivative(grad, x, v)


def hessian_diagonal(f, x):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x, create_graph=True)
    return torch.stack([derivative(grad, x, unit)[i] for i, unit in enumerate(torch.eye(len(x)).to(x))])


def derivative(grad, x, v):
    """Of grad · v: zeros where grad does not depend on x, as f is linear."""
    if not grad.requires_grad:
        return torch.zeros_like(x)
    (product,) = torch.autograd.grad(grad, x, v, retain_graph=True)
    return product
