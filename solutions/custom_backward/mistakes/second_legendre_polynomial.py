"""Your function is the Legendre polynomial P₂, not P₃: it has x² in it where the exercise has x³. Compare with the
formula above the class."""

import torch

kind = "wrong_formula"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (3 * x**2 - 1)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 3 * x
