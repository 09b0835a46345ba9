"""Your derivative is σ(x) alone: x is differentiated, σ(x) is taken for a constant. The product rule has a second
term, x · σ(x) · (1 − σ(x))."""

import torch

kind = "wrong_formula"


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return grad_output * s
