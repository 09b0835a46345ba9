"""Your derivative is x · σ(x) · (1 − σ(x)): σ(x) is differentiated, the x in front of it is not. The product rule has
another term, σ(x)."""

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
        return grad_output * x * s * (1 - s)
