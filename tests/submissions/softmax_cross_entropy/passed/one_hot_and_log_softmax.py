"""In terms of one-hot rows, with torch's own log_softmax, and what backward needs made in forward."""

import torch
import torch.nn.functional as F


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        shares = F.log_softmax(logits, dim=-1)
        y = F.one_hot(target, logits.shape[1]).to(logits.dtype)
        ctx.save_for_backward(shares.exp() - y)
        return -(y * shares).sum(1).mean(0)

    @staticmethod
    def backward(ctx, grad_output):
        (difference,) = ctx.saved_tensors
        return difference.mul(grad_output).div(difference.size(0)), None
