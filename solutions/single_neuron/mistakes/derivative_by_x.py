"""Your gradient is the derivative with respect to x, the input: it tells how to change the data. The weight is what
is to be learnt, so look at which tensor requires gradients and whose .grad you return."""

import torch

kind = "wrong_operand"


def loss_and_grad(x, y, w):
    x = x.detach().clone().requires_grad_()
    loss = ((w * x - y) ** 2).sum()
    return loss.detach(), torch.autograd.grad(loss, x)[0]
