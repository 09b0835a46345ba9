import torch


def q_gradients(a, b, external_grad):
    a = a.detach().requires_grad_()
    b = b.detach().requires_grad_()
    (3 * a**3 - b**2).backward(external_grad)
    return a.grad, b.grad


def vjp(f, x, v):
    """f: takes (n,) to (m,) and is written in ordinary torch. x: (n,). v: (m,). Returns shape (n,)."""
    raise NotImplementedError
