"""The gradient comes without a graph, and there is nothing to differentiate a second time: create_graph=True has
autograd record how it is made."""

import torch

kind = "graph_cut"


def hvp(f, x, v):
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x)
    (product,) = torch.autograd.grad(grad, x, v)
    return product
