"""Functions from n numbers to m numbers in plain torch, none of them linear, to be differentiated. `scale` makes each
of them another one; `composition` makes one of several pieces.
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


def pairs(x: Tensor, scale: float) -> Tensor:
    """n to n."""
    return x + torch.sin(scale * x.roll(1)) * x


def shares(x: Tensor, scale: float) -> Tensor:
    """n to n."""
    return x * scale + torch.softmax(x, dim=0)


def waves(x: Tensor, scale: float) -> Tensor:
    """n to 2n."""
    return torch.cat([torch.cos(scale * x), x * x.mean()])


def weighted(x: Tensor, scale: float) -> Tensor:
    """n to n, in double precision, as the weights are."""
    weights = torch.cos(scale * torch.arange(len(x), dtype=torch.float64)) + 2
    return weights * torch.tanh(x)


def mixed(x: Tensor, scale: float, size: int) -> Tensor:
    """n to `size`, in double precision, as the matrix is."""
    entries = torch.arange(size * len(x), dtype=torch.float64)
    return torch.sin(torch.cos(scale * entries**2).view(size, len(x)) @ x.double() / len(x) ** 0.5)


def composition(names: str, scale: float, size: int) -> Callable[[Tensor], Tensor]:
    """The functions above with these names, one after the other. size: what `mixed` makes. The result has x's dtype,
    whatever is in between."""

    def f(x: Tensor) -> Tensor:
        y = x
        for step, name in enumerate(names.split()):
            more = {"size": size} if name == "mixed" else {}
            y = globals()[name](y, scale + step / 7, **more)
        return y.to(x.dtype)

    return f


def broken(scale: float) -> Callable[[Tensor], Tensor]:
    """A function that raises ValueError halfway."""

    def f(x: Tensor) -> Tensor:
        raise ValueError(f"no value at {ring(x, scale)[0].item():g}")

    return f


def function(which: str, scale: float) -> Callable[[Tensor], Tensor]:
    """`which` of the functions above, to be called with x alone."""
    chosen = globals()[which]

    def f(x: Tensor) -> Tensor:
        return chosen(x, scale)

    return f
