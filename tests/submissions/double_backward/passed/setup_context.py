"""The newer form, and σ by the exponential."""

import torch


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x * sigmoid(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        e = torch.exp(-x)
        return grad_output * ((1 + e + x * e) / (1 + e) ** 2)
