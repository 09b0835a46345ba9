"""Your backward adds all of grad_output up before it multiplies: every entry of x gets the same number then. Entry i of
the output depends on entry i of x alone, so multiply entry by entry."""

import torch

kind = "reduction"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output.sum() * 1.5 * (5 * x**2 - 1)
