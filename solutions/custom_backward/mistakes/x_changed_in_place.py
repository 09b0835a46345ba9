"""Your forward changes x itself: a method whose name ends in an underscore, or an operator like *=, writes into the
tensor that came in. What the caller holds is then no longer x. Compute the value as a new tensor."""

import torch

kind = "in_place_on_caller"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x.clone())
        return x.mul_(2.5 * x**2 - 1.5).clone()

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * x**2 - 1)
