"""The result is a tuple with the product in it, not the product itself. Some of torch's functions give one gradient
for each of several inputs, as a tuple even where there is one input alone: take out what is asked for."""

import torch

kind = "wrong_return"


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x), x, v)
