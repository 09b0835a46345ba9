"""σ(x) is worked out in forward, where nothing is recorded, and saved: for the second derivative it is a constant.
Save x, and make σ(x) of it in backward."""

import torch

kind = "graph_cut"


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        s = torch.sigmoid(x)
        ctx.save_for_backward(x, s)
        return x * s

    @staticmethod
    def backward(ctx, grad_output):
        x, s = ctx.saved_tensors
        return grad_output * (s + x * s * (1 - s))
