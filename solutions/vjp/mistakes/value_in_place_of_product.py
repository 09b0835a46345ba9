"""What comes back is f(x), the value of the function, not a product with its Jacobian. Where a function of torch gives
both, look up which one comes first."""

import torch

kind = "wrong_return"


def vjp(f, x, v):
    return torch.func.vjp(f, x)[0]
