"""Your backward adds grad_output to the derivative. Two links of one chain are multiplied: what happens to your result
where grad_output is 0, that is, where the loss does not depend on the output at all?"""

import torch

kind = "wrong_formula"


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return 0.5 * (5 * x**3 - 3 * x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        return grad_output + 1.5 * (5 * x**2 - 1)
