"""Your backward runs under no_grad, so that autograd records nothing of it and there is no second derivative. Leave
that to autograd: it records only when it is asked to."""

import torch

kind = "graph_cut"


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        with torch.no_grad():
            s = torch.sigmoid(x)
            return grad_output * (s + x * s * (1 - s))
