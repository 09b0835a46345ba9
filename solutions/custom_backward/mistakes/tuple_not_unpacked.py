"""ctx.saved_tensors is a tuple, also where one tensor alone was saved, and you calculate with the tuple itself. Take
the tensor out of it."""

import torch

kind = "crash"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        x = ctx.saved_tensors
        return grad_output * 1.5 * (5 * x**2 - 1)
