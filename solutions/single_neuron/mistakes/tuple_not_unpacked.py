"""Your gradient is a tuple with the gradient in it: torch.autograd.grad gives one for each of several inputs, as a
tuple even where there is one input alone. Take out the one that is asked for."""

import torch

kind = "wrong_return"


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = ((w * x - y) ** 2).sum()
    grad = torch.autograd.grad(loss, w)
    return loss.detach(), grad
