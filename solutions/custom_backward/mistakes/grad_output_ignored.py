"""Your backward returns the derivative alone and leaves grad_output out: it is right only where the rest of the
computation has the derivative 1. By the chain rule, think about what has to become of the gradient that comes in."""

import torch

kind = "argument_ignored"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return 1.5 * (5 * x**2 - 1)
