"""Functions from n numbers to one, twice differentiable, in plain torch. `coefficient` is bound when one is lent to an
answer: a function that gives a number, the same one each time.
"""

import torch
from torch import Tensor


def linear(x: Tensor, scale: float) -> Tensor:
    return (weights(x) * x).sum() * scale - 1.5


def quadratic(x: Tensor, scale: float) -> Tensor:
    return scale * (x @ torch.outer(weights(x), weights(x).flip(0)) @ x) / 2 + (weights(x) * x**2).sum()


def neighbours(x: Tensor, scale: float) -> Tensor:
    return (x[:-1] * torch.sin(scale * x[1:])).sum() + torch.tanh(x).pow(3).sum()


def soft_maximum(x: Tensor, scale: float) -> Tensor:
    return torch.logsumexp(scale * x, dim=0) * torch.cos(x.mean())


def half_curved(x: Tensor, scale: float) -> Tensor:
    """Linear in the second half of its inputs."""
    half = (len(x) + 1) // 2
    return torch.cos(scale * x[:half].cumsum(0)).sum() + 2 * x[half:].sum()


def first_alone(x: Tensor, scale: float) -> Tensor:
    """It depends on nothing but x[0]."""
    return torch.exp(torch.sin(scale * x[0]))


def weights(x: Tensor) -> Tensor:
    return torch.cos(torch.arange(len(x), dtype=x.dtype)) + 1.5


KINDS = {f.__name__: f for f in (linear, quadratic, neighbours, soft_maximum, half_curved, first_alone)}


def landscape(kind: str, scale: float):
    """f(x) for x of shape (n,): a 0-d tensor."""

    def f(x: Tensor) -> Tensor:
        return coefficient() * KINDS[kind](x, scale)  # noqa: F821

    return f
