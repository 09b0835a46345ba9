"""No gradient comes out of your backward: it returns None, which autograd takes for zero. Is there a return at its
end, and is it the gradient that is returned?"""

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
        grad_output * 1.5 * (5 * x**2 - 1)
