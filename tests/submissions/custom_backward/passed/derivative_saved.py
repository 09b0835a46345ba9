import torch
from torch.autograd.function import once_differentiable

class LegendrePolynomial3(torch.autograd.Function):
    """Keeps the derivative rather than x."""

    @staticmethod
    def forward(ctx, input, verbose=False):
        ctx.derivative = (15 * input ** 2 - 3) / 2
        return (5 * input ** 3 - 3 * input) / 2

    @staticmethod
    @once_differentiable
    def backward(ctx, grad_output):
        return ctx.derivative * grad_output, None

def fit(x, y, learning_rate, n_steps):
    a, b, c, d = (torch.nn.Parameter(torch.tensor(v, dtype=x.dtype)) for v in (0., -1., 0., 0.3))
    optimizer = torch.optim.SGD([a, b, c, d], lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(a + b * LegendrePolynomial3.apply(c + d * x), y, reduction="sum")
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return [a, b, c, d], losses
