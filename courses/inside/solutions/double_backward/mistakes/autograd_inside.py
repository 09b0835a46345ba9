"""Your backward has autograd differentiate x · σ(x), which is what the exercise takes away: write the
derivative down."""

import torch

kind = "forbidden_means"


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        again = torch.is_grad_enabled()
        with torch.enable_grad():
            x = x if again else x.detach().requires_grad_()
            (grad,) = torch.autograd.grad(x * torch.sigmoid(x), x, grad_output, create_graph=again)
        return grad
