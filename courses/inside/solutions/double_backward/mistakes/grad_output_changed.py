"""Your backward multiplies grad_output in place. It is not yours: what else was made of the result may be handed the
same tensor."""

import torch

kind = "in_place_on_caller"


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        s = torch.sigmoid(x)
        slope = s + x * s * (1 - s)
        if not torch.is_grad_enabled():
            return grad_output.mul_(slope)
        return grad_output * slope
