"""Your softmax goes over the rows, dim 0, where the shares of one sample's classes are to add up to 1: that is
dim 1."""

import torch

kind = "wrong_operand"


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return -torch.log_softmax(logits, dim=0)[torch.arange(len(target)), target].mean()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = ctx.saved_tensors
        grad = torch.softmax(logits, dim=0)
        grad[torch.arange(len(target)), target] -= 1
        return grad_output * grad / len(target), None
