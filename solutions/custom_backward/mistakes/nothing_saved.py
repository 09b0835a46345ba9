"""backward finds nothing in ctx.saved_tensors: forward has saved no tensor. Hand to ctx.save_for_backward in forward
what backward calculates with."""

import torch

kind = "crash"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * x**2 - 1)
