"""Your backward detaches grad_output: the gradient is linear in it, and can be differentiated by it too."""

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
        s = torch.sigmoid(x)
        return grad_output.detach() * (s + x * s * (1 - s))
