"""Your gradient is 0 but at the right class: softmax is differentiated as if each share depended on its own logit
alone. Every logit stands in the sum below, so the others get p/N."""

import torch

kind = "wrong_formula"


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = ctx.saved_tensors
        rows = torch.arange(len(target))
        grad = torch.zeros_like(logits)
        grad[rows, target] = torch.softmax(logits, dim=1)[rows, target] - 1
        return grad_output * grad / len(target), None
