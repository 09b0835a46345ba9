"""With loops over rows, and the gradient kept on ctx under a name of its own."""

import torch


def loss_of(row, t):
    m = row.max()
    e = torch.exp(row - m)
    loss = m + torch.log(e.sum()) - row[t]
    grad = e / e.sum()
    grad[t] = grad[t] - 1.0
    return loss, grad


class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        losses, grads = [], []
        for i in range(logits.shape[0]):
            loss, grad = loss_of(logits[i], target[i].item())
            losses.append(loss)
            grads.append(grad)
        ctx.grad = torch.stack(grads) / len(grads)
        return torch.stack(losses).mean()

    @staticmethod
    def backward(ctx, grad_output):
        return ctx.grad * grad_output, None
