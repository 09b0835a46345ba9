"""Your forward takes the largest logit from the caller's own tensor, in place: afterwards the logits are others. Work
on a new tensor."""

import torch

kind = "in_place_on_caller"


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        logits -= logits.max(dim=1, keepdim=True).values
        ctx.save_for_backward(logits, target)
        return (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = ctx.saved_tensors
        grad = torch.softmax(logits, dim=1)
        grad[torch.arange(len(target)), target] -= 1
        return grad_output * grad / len(target), None
