"""One neuron by autograd. Source: seed 000, its review of autograd."""

import torch


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = ((w * x - y) ** 2).sum()
    (grad,) = torch.autograd.grad(loss, w)
    return loss.detach(), grad
