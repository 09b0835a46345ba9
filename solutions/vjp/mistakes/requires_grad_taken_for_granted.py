"""This works only where the tensors that come in already require gradients, and that is not promised. Make sure that
what you differentiate is recorded, without changing what belongs to the caller."""

import torch

kind = "graph_cut"


def q_gradients(a, b, external_grad):
    Q = 3 * a**3 - b**2
    return torch.autograd.grad(Q, (a, b), external_grad)


def vjp(f, x, v):
    return torch.autograd.grad(f(x), x, v)[0]
