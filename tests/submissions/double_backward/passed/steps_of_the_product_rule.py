"""The product rule in steps, with helpers, prints left in, and a method that is no static one for show."""

import torch


def slope(x):
    s = x.sigmoid()
    ds = s - s**2
    return 1 * s + x * ds


class Swish(torch.autograd.Function):
    """y = x σ(x)"""

    @staticmethod
    def forward(ctx, x, *, verbose=False):
        y = x.sigmoid().mul(x)
        ctx.save_for_backward(x)
        if verbose:
            print(y)
        return y

    @staticmethod
    def backward(ctx, *grads):
        x = ctx.saved_tensors[0]
        return torch.mul(slope(x), grads[0])
