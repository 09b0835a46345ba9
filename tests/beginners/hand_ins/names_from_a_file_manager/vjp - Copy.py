import torch


def q_gradients(a, b, external_grad):
    a_, b_ = a.detach().requires_grad_(), b.detach().requires_grad_()
    return torch.autograd.grad(3 * a_ ** 3 - b_ ** 2, (a_, b_), external_grad)


def vjp(f, x, v):
    xx = x.detach().clone().requires_grad_(True)
    f(xx).backward(v)
    return xx.grad
