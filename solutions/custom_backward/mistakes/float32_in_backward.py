"""Your backward computes in float32 whatever comes in: for float64 inputs half of the digits are lost, and gradcheck
notices. Look for float(), a dtype or a conversion on the way, and keep to the dtype of x."""

import torch

kind = "wrong_dtype"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x.float())
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * x**2 - 1)
