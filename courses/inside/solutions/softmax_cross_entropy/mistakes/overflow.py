"""The exponentials of your logits are too large for a number, or all of them 0, and NaN comes out. Take each row's
largest logit from the row before exp: the shares stay as they are."""

import torch

kind = "other"


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return (logits.exp().sum(dim=1).log() - logits[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = ctx.saved_tensors
        grad = logits.exp() / logits.exp().sum(dim=1, keepdim=True)
        grad[torch.arange(len(target)), target] -= 1
        return grad_output * grad / len(target), None
