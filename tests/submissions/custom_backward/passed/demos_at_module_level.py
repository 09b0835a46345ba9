"""Demo runs between the definitions, as in a script: each of them needs autograd."""
from __future__ import annotations

import torch

x = torch.linspace(-1, 1, 5, requires_grad=True)
(x**2).sum().backward()
print(x.grad)


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input: NotDefinedYet) -> torch.Tensor:
        ctx.save_for_backward(input)
        return 0.5 * (5 * input**3 - 3 * input)

    @staticmethod
    def backward(ctx, grad_output):
        (input,) = ctx.saved_tensors
        return grad_output * SLOPE * (5 * input**2 - 1)


SLOPE = 1.5
for _ in range(3):
    value = LegendrePolynomial3.apply(x).sum()
    value.backward()
assert torch.autograd.gradcheck(LegendrePolynomial3.apply, torch.ones(2, dtype=torch.float64, requires_grad=True))


def fit(x, y, learning_rate, n_steps):
    params = [torch.full((), v, dtype=x.dtype, requires_grad=True) for v in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for param in params:
                param -= learning_rate * param.grad
                param.grad = None
    return [p.item() for p in params], losses


if True:
    t = torch.linspace(-3.14, 3.14, 50)
    print(fit(t, torch.sin(t), 1e-4, 3))
