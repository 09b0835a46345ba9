"""Your backward has autograd work the gradient out, which is what the exercise takes away: write down p − y, divided
by N, times grad_output."""

import torch

kind = "forbidden_means"


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, grad_output):
        logits, target = ctx.saved_tensors
        with torch.enable_grad():
            logits = logits.detach().requires_grad_()
            loss = torch.nn.functional.cross_entropy(logits, target)
            (grad,) = torch.autograd.grad(loss, logits, grad_output)
        return grad, None
