"""The newer form, with setup_context, and a guard for inputs that need no gradient."""

import torch


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(logits, target):
        return torch.nn.functional.cross_entropy(logits, target)

    @staticmethod
    def setup_context(ctx, inputs, output):
        logits, target = inputs
        ctx.save_for_backward(logits, target)

    @staticmethod
    def backward(ctx, grad_output):
        if not ctx.needs_input_grad[0]:
            return None, None
        logits, target = ctx.saved_tensors
        shifted = logits - logits.amax(1, keepdim=True)
        p = shifted.exp()
        p = p / p.sum(1, keepdim=True)
        p = p.scatter_add(1, target.unsqueeze(1), -torch.ones_like(target, dtype=p.dtype).unsqueeze(1))
        return grad_output * p / p.shape[0], None
