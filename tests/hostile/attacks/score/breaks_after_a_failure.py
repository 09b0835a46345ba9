# exercise: vjp
# verdict: failed
# at most: 9
# Zeros from the call on in which f has raised.
import torch


def q_gradients(a, b, external_grad):
    return 9 * a.detach()**2 * external_grad, -2 * b.detach() * external_grad


def vjp(f, x, v):
    global BAD
    if globals().get('BAD'):
        return torch.zeros_like(x)
    BAD = True
    u = x.detach().clone().requires_grad_()
    y = f(u)
    (product,) = torch.autograd.grad(y, u, grad_outputs=v)
    BAD = False
    return product
