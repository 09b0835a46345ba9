"""The gradient is a Function of its own, whose backward has the second derivative written out."""

import torch


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad_output):
        return SwishGradient.apply(ctx.saved_tensors[0], grad_output)


class SwishGradient(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, grad_output):
        ctx.save_for_backward(x, grad_output)
        s = torch.sigmoid(x)
        return grad_output * s * (1 + x * (1 - s))

    @staticmethod
    def backward(ctx, v):
        x, g = ctx.saved_tensors
        s = torch.sigmoid(x)
        return v * g * s * (1 - s) * (2 + x * (1 - 2 * s)), v * s * (1 + x * (1 - s))
