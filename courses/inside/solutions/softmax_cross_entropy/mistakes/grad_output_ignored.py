"""Your backward does not use grad_output: the gradient is right only where the loss itself is what backward() starts
from. What is made of the loss multiplies it: (p − y)/N, times grad_output."""

import torch

kind = "argument_ignored"


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = ctx.saved_tensors
        grad = torch.softmax(logits, dim=1)
        grad[torch.arange(len(target)), target] -= 1
        return grad / len(target), None
