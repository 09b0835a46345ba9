"""Your derivative lowers the exponent of x³ but does not bring it down as a factor. Go through P₃ term by term once
more, and compare with a difference quotient at x = 2."""

import torch

kind = "factor"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 0.5 * (5 * x**2 - 3)
