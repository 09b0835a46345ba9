"""Your answer is right, but the caller's w now requires gradients, and it did not before: everything computed from it
later would be recorded. Switch recording on for a tensor of your own that has the same value."""

import torch

kind = "in_place_on_caller"


def loss_and_grad(x, y, w):
    w.requires_grad_()
    loss = ((w * x - y) ** 2).sum()
    return loss.detach(), torch.autograd.grad(loss, w)[0]
