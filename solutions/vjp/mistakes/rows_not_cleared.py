"""You build the Jacobian row by row, and every row holds all the rows above it as well: backward() adds to x.grad, and
nothing clears it between the rows."""

import torch

kind = "missing_clear"


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    rows = []
    for result in f(x):
        result.backward(retain_graph=True)
        rows.append(x.grad.clone())
    return torch.stack(rows).T @ v
