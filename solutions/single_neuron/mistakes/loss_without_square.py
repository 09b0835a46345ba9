"""Your loss is the difference of prediction and target, not its square: it can be negative and has no smallest value.
Compare it with the formula."""

import torch

kind = "wrong_loss"


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = (w * x - y).sum()
    return loss.detach(), torch.autograd.grad(loss, w)[0]
