"""Your backward works with the value of P₃ where the derivative is to be taken at x: the wrong tensor was saved. Ask
which number the formula for P₃′ has in it, and leave that one in ctx."""

import torch

kind = "wrong_operand"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = 0.5 * (5 * x**3 - 3 * x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output * 1.5 * (5 * x**2 - 1)
