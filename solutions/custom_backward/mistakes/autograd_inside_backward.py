"""Your backward asks autograd for the derivative: it gives the right numbers, but the exercise is to write the
derivative out yourself. Differentiate P₃ on paper; the result needs a few multiplications and no graph."""

import torch

kind = "forbidden_means"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        with torch.enable_grad():
            x = x.detach().requires_grad_()
            y = 0.5 * (5 * x**3 - 3 * x)
        return torch.autograd.grad(y, x, grad_output)[0]
