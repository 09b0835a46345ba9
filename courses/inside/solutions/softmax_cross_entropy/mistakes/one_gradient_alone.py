"""Your backward returns one gradient, but forward has two arguments: autograd wants one thing for each. For target,
which has no gradient, that is None."""

import torch

kind = "wrong_return"


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
        return grad_output * grad / len(target)
