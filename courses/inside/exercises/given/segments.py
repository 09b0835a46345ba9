"""Functions of several tensors, in plain torch, to be run without a graph. `asked` is bound when one is lent to an
answer: a function that is told whether gradients are on, and gives a number, the same one each time. `nested` uses
`checkpoint`, the answer's own.
"""

import torch
from torch import Tensor


def plain(scale: float, *xs: Tensor) -> Tensor:
    y = torch.tanh(scale * xs[0])
    for i, x in enumerate(xs[1:]):
        y = y * torch.cos(x + i) + x**2 / (i + 2)
    return y


def dropped(scale: float, *xs: Tensor) -> Tensor:
    """As `dropout` has it, and some noise."""
    y = plain(scale, *xs)
    return torch.nn.functional.dropout(y, 0.4) + torch.randn(y.shape, dtype=y.dtype) * xs[-1]


def chosen(scale: float, *xs: Tensor) -> Tensor:
    """The last one has whole numbers: rows of the first."""
    return plain(scale, *xs[:-1])[xs[-1]] ** 2


def segment(kind: str, scale: float):
    """f(*xs). The first x is of shape (n, m), further ones (m,); of `chosen` the last one is (k,), integers."""

    def f(*xs: Tensor) -> Tensor:
        factor = asked(torch.is_grad_enabled())  # noqa: F821
        return factor * globals()[kind](scale, *xs)

    return f


def nested(kind: str, scale: float):
    """The same function inside another one, which draws too. One of its inputs is made of another."""
    inner = segment(kind, scale)

    def f(*xs: Tensor) -> Tensor:
        y = checkpoint(inner, xs[0], torch.sin(xs[0]).mean(0), *xs[1:])  # noqa: F821
        return torch.sin(y) * xs[-1] + torch.rand(y.shape, dtype=y.dtype) * y

    return f
