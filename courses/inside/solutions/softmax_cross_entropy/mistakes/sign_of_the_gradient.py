"""Your gradient is (y − p)/N, and points to where the loss falls. The derivative is (p − y)/N: a larger logit of a
wrong class makes the loss larger."""

import torch

kind = "sign"


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
        return -grad_output * grad / len(target), None
