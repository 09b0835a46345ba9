"""Only the first of f's results is differentiated: backward() wanted a single number, and [0] gave it one. The other
results have derivatives too, and v says how much each of them counts."""

import torch

kind = "wrong_operand"


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x)[0] * v[0], x)[0]
