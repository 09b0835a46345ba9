"""Your forward leaves x in its own variable instead of in ctx, so the next call overwrites what an earlier one's
backward still needs. Each call has its own ctx; keep everything there."""

import torch

kind = "state_between_calls"


class LegendrePolynomial3(torch.autograd.Function):
    saved = None

    @staticmethod
    def forward(ctx, x):
        LegendrePolynomial3.saved = x
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        x = LegendrePolynomial3.saved
        return grad_output * 1.5 * (5 * x**2 - 1)
