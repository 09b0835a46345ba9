"""Your derivative ends after the first term: the −3x in P₃ has a derivative too, and it is not zero. Go through P₃ term
by term once more."""

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
        return grad_output * 7.5 * x**2
