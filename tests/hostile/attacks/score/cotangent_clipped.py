# exercise: vjp
# verdict: failed
# at most: 6
# Clips the cotangent v to 30 in size: wrong for large ones only.
import torch


def q_gradients(a, b, external_grad):
    return 9 * a.detach()**2 * external_grad, -2 * b.detach() * external_grad


def vjp(f, x, v):
    v = v.clamp(-30, 30)
    u = x.detach().clone().requires_grad_()
    y = f(u)
    (product,) = torch.autograd.grad(y, u, grad_outputs=v)
    return product
