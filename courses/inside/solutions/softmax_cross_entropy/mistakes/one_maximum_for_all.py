"""You take one number, the largest of all logits, from every row: in a row that is far below it all exponentials are
0. Each row has a largest logit of its own."""

import torch

kind = "wrong_operand"


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        logits = logits - logits.max()
        ctx.save_for_backward(logits, target)
        return (logits.exp().sum(dim=1).log() - logits[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = ctx.saved_tensors
        grad = torch.softmax(logits, dim=1)
        grad[torch.arange(len(target)), target] -= 1
        return grad_output * grad / len(target), None
