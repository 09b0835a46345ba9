"""Your backward returns more gradients than forward has arguments: autograd expects one for each of them, ctx aside.
How many tensors does your forward take?"""

import torch

kind = "wrong_return"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        grad = grad_output * 1.5 * (5 * x**2 - 1)
        return grad, grad
