"""The gradient of a number, with a term that keeps the graph alive where f is linear; one product a unit vector."""

import torch


def gradient(y, x, **how):
    return torch.autograd.grad(y + 0 * x.sum() ** 2, x, create_graph=True, **how)[0]


def hvp(f, x, v):
    x = x.detach().clone().requires_grad_(True)
    return gradient((gradient(f(x), x) * v).sum(), x)


def hessian_diagonal(f, x):
    out = torch.empty_like(x, requires_grad=False)
    for i in range(x.numel()):
        e = torch.zeros_like(x)
        e[i] = 1
        out[i] = hvp(f, x, e)[i].detach()
    return out
