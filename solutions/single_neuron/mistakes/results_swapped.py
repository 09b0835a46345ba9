"""Your two results come in the wrong order: the gradient is first and the loss second. Return the loss first."""

import torch

kind = "wrong_return"


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = ((w * x - y) ** 2).sum()
    return torch.autograd.grad(loss, w)[0], loss.detach()
