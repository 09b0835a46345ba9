import torch
from torch import Tensor, nn


def fit(model: nn.Module, xx: Tensor, y: Tensor, learning_rate: float, n_steps: int, alpha=0.99, eps=1e-8):
    params = list(model.parameters())
    squares = [torch.zeros_like(p, dtype=torch.float64) for p in params]
    losses = torch.empty(n_steps)
    for step in range(n_steps):
        loss = ((model(xx) - y) ** 2).sum()
        losses[step] = loss.detach()
        for p, v, g in zip(params, squares, torch.autograd.grad(loss, params)):
            g = g.double()
            v.mul_(alpha).addcmul_(g, g, value=1 - alpha)
            p.data -= (learning_rate * g / (v.sqrt() + eps)).float()
    return losses
