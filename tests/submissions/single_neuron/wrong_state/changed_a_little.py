"""detach() shares its memory with the caller's w: a step moves that as well, however short it is."""

import torch


def loss_and_grad(x, y, w):
    own = w.detach().requires_grad_()
    loss = (own * x - y).pow(2).sum()
    loss.backward()
    with torch.no_grad():
        own -= 1e-7 * own.grad
    return loss, own.grad
