"""Functions from n numbers to m numbers in plain torch, none of them linear, to be differentiated. `scale` makes each
of them another one.
"""

from collections.abc import Callable

import torch
from torch import Tensor


def neighbours(x: Tensor, scale: float) -> Tensor:
    """n to n − 1."""
    return x[:-1] * torch.sin(scale * x[1:])


def ring(x: Tensor, scale: float) -> Tensor:
    """n to n."""
    return x**2 + scale * torch.exp(x.roll(1) / 2) * x


def products(x: Tensor, scale: float) -> Tensor:
    """n to n²."""
    return torch.outer(torch.tanh(scale * x), x + 1).flatten()


def curves(x: Tensor, scale: float) -> Tensor:
    """n to 2n."""
    return torch.cat([torch.cos(scale * x), x.cumsum(0) ** 2])


def energy(x: Tensor, scale: float) -> Tensor:
    """n to 1."""
    return (scale * x**3 + torch.exp(x)).sum(dim=0, keepdim=True)


def function(which: str, scale: float) -> Callable[[Tensor], Tensor]:
    """`which` of the functions above, to be called with x alone."""
    chosen = globals()[which]

    def f(x: Tensor) -> Tensor:
        return chosen(x, scale)

    return f
