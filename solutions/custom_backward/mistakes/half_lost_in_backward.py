"""Your gradient is exactly twice the right one: the ½ in front of P₃ also stands in front of its derivative.
Differentiate the whole expression, its constant factor included."""

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
        return grad_output * 3 * (5 * x**2 - 1)
