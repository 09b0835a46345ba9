import torch
from torch import Tensor
from torch.autograd import Function

@torch.jit.script
def derivative(x: Tensor) -> Tensor:
    return 1.5 * (5.0 * x * x - 1.0)

class LegendrePolynomial3(Function):
    @staticmethod
    def forward(ctx, *inputs):
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(*inputs)
        return torch.special.legendre_polynomial_p(inputs[0], 3)

    @staticmethod
    def backward(ctx, *grads):
        (x,), (g,) = ctx.saved_tensors, grads
        return None if g is None else torch.mul(g, derivative(x))

def p3(x):
    return LegendrePolynomial3.apply(x)

def fit(x, y, learning_rate, n_steps, start=(0.0, -1.0, 0.0, 0.3)):
    def loss_of(params):
        a, b, c, d = params
        return ((a + b * p3(c + d * x) - y) ** 2).sum()

    params = torch.tensor(start, dtype=x.dtype)
    losses = torch.zeros(n_steps, dtype=x.dtype)
    for i in range(n_steps):
        gradient, losses[i] = torch.func.grad_and_value(loss_of)(params) if False else by_hand(loss_of, params)
        params = params - learning_rate * gradient
    return params.tolist(), losses.tolist()

def by_hand(f, params):
    params = params.clone().requires_grad_(True)
    value = f(params)
    value.backward()
    return params.grad, value.detach()
