# fit needs no graph at all: the four derivatives by the chain rule. The class stands on its own.
import numpy as np
import torch

class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        squared = x * x
        ctx.save_for_backward(squared)
        return 0.5 * x * (5 * squared - 3)

    @staticmethod
    def backward(ctx, upstream):
        squared, = ctx.saved_tensors
        out = torch.empty_like(upstream)
        torch.sub(7.5 * squared, 1.5, out=out)
        out *= upstream
        return out

def fit(x, y, learning_rate, n_steps):
    x, y = x.numpy().astype(float), y.numpy().astype(float)
    a, b, c, d = 0.0, -1.0, 0.0, 0.3
    losses = []
    for _ in range(n_steps):
        u = c + d * x
        p, dp = (5 * u**3 - 3 * u) / 2, (15 * u**2 - 3) / 2
        r = a + b * p - y
        losses.append(float(np.sum(r * r)))
        a, b, c, d = (
            a - learning_rate * 2 * r.sum(),
            b - learning_rate * 2 * (r * p).sum(),
            c - learning_rate * 2 * (r * b * dp).sum(),
            d - learning_rate * 2 * (r * b * dp * x).sum(),
        )
    return np.array([a, b, c, d]), losses
