"""Your product is a difference of two gradients, divided by a step that is too large for it. Autograd differentiates
the gradient exactly."""

import torch

kind = "approximation"


def hvp(f, x, v):
    def gradient(at):
        at = at.detach().requires_grad_()
        return torch.autograd.grad(f(at), at)[0]

    return (gradient(x + 1e-2 * v) - gradient(x)) / 1e-2
