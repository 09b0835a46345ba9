"""Your gradient has the right value, but autograd takes Swish′(x) for a constant, and the second derivative by x is 0.
Either x is detached on the way, or Swish′(x) is worked out in forward, where nothing is recorded. Save x, and use it
as it is."""

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
        s = torch.sigmoid(x.detach())
        return grad_output * (s + x.detach() * s * (1 - s))
