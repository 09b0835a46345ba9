"""Your loss is the sum over the rows, and N times too large, as is its gradient: the exercise asks for the mean."""

import torch

kind = "reduction"


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(target)), target]).sum()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = ctx.saved_tensors
        grad = torch.softmax(logits, dim=1)
        grad[torch.arange(len(target)), target] -= 1
        return grad_output * grad, None
