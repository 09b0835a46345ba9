"""You switch requires_grad on for tensors that belong to the caller, and it stays on. Switch it on for tensors of your
own that have the same values."""

import torch

kind = "in_place_on_caller"


def q_gradients(a, b, external_grad):
    a.requires_grad_()
    b.requires_grad_()
    Q = 3 * a**3 - b**2
    return torch.autograd.grad(Q, (a, b), external_grad)


def vjp(f, x, v):
    x.requires_grad_()
    return torch.autograd.grad(f(x), x, v)[0]
