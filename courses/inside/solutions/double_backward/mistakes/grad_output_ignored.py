"""Your backward does not use grad_output: it returns Swish′(x) as if the result were summed up. Multiply with what
comes in."""

import torch

kind = "argument_ignored"


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        return s + x * s * (1 - s)
