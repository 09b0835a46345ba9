"""Your derivative still has an x in its second term: 3x went through as it was, although its derivative is a constant.
Go through P₃ term by term once more."""

import torch

kind = "wrong_formula"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 0.5 * (15 * x**2 - 3 * x)
