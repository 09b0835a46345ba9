"""Your value is exactly twice P₃(x): the ½ in front of the bracket got lost. Compute P₃(1) on paper; it is 1."""

import torch

kind = "factor"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 5 * x**3 - 3 * x

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * x**2 - 1)
