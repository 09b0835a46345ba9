"""Your loss is half the square, and so is its gradient: a ½ in front is a common convention, but not the one here.
Compare with the formula."""

import torch

kind = "factor"


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = ((w * x - y) ** 2).sum() / 2
    return loss.detach(), torch.autograd.grad(loss, w)[0]
