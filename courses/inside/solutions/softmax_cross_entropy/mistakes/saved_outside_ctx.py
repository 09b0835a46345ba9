"""Your forward leaves its tensors in variables of the class instead of in ctx, so the next call overwrites what an
earlier one's backward still needs. Each call has its own ctx."""

import torch

kind = "state_between_calls"


class SoftmaxCrossEntropy(torch.autograd.Function):
    saved = None

    @staticmethod
    def forward(ctx, logits, target):
        SoftmaxCrossEntropy.saved = logits, target
        return (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = SoftmaxCrossEntropy.saved
        grad = torch.softmax(logits, dim=1)
        grad[torch.arange(len(target)), target] -= 1
        return grad_output * grad / len(target), None
