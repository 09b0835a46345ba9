# exercise: custom_backward
# verdict: failed
# at most: 9
# Autograd is asked for the derivative's coefficients while the file is loaded: a cubic's slope is fitted once for all.
import torch


def value(x):
    return 0.5 * (5 * x**3 - 3 * x)


points = torch.tensor([-1.0, 0.0, 2.0], dtype=torch.float64, requires_grad=True)
(slopes,) = torch.autograd.grad(value(points).sum(), points)
coefficients = torch.linalg.solve(torch.vander(points.detach()), slopes).tolist()


class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return value(x)

    @staticmethod
    def backward(ctx, grad_output):
        (x,) = ctx.saved_tensors
        two, one, zero = coefficients
        return grad_output * (two * x**2 + one * x + zero)


def fit(x, y, learning_rate, n_steps):
    params = [torch.tensor(v, dtype=x.dtype, requires_grad=True) for v in (0.0, -1.0, 0.0, 0.3)]
    a, b, c, d = params
    losses = []
    for _ in range(n_steps):
        loss = (a + b * LegendrePolynomial3.apply(c + d * x) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for param in params:
                param.sub_(learning_rate * param.grad)
                param.grad = None
    return tuple(param.item() for param in params), losses
