"""The gradient of the sum of the results is multiplied by v entry by entry afterwards. That works where result i
depends on x[i] alone, as in Q; in general v belongs to the results, and each entry of x has a part in many of them."""

import torch

kind = "wrong_formula"


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0] * v
