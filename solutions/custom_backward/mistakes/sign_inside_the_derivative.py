"""Your derivative has the wrong sign in front of its constant: the −3x of P₃ falls, and so does its part of the
derivative. Go through P₃ term by term once more."""

import torch

kind = "sign"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * x**2 + 1)
