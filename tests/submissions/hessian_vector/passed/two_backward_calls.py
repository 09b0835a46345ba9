"""backward() twice on copies, with .grad cleared in between, and gradients switched on in case they are off."""

import torch


def copy_of(x):
    return x.detach().clone().requires_grad_()


@torch.enable_grad()
def hvp(f, x, v):
    leaf = copy_of(x)
    f(leaf).backward(create_graph=True)
    g = leaf.grad
    leaf.grad = None
    dot = torch.dot(g, v)
    if dot.grad_fn is None:
        return torch.zeros(x.shape, dtype=x.dtype)
    dot.backward()
    return leaf.grad


@torch.enable_grad()
def hessian_diagonal(f, x):
    leaf = copy_of(x)
    (g,) = torch.autograd.grad(f(leaf), leaf, create_graph=True)
    entries = []
    for i in range(len(x)):
        if not g.requires_grad:
            entries.append(torch.tensor(0.0, dtype=x.dtype))
            continue
        (row,) = torch.autograd.grad(g[i], leaf, retain_graph=True, allow_unused=True)
        entries.append(torch.zeros_like(x)[i] if row is None else row[i])
    return torch.stack(entries)
