"""Sparing torch's slowest lazy import.

The first `torch.autograd.grad` with a cotangent imports sympy, a fifth of a second, to compare two shapes that may be
symbolic. Ours never are: they are compared as they stand, and everything unusual is left to torch.
"""

from __future__ import annotations

import functools
from typing import Any


def compare_shapes_plainly() -> None:
    """Done once a process. Where torch has no such function (it is a private one), nothing happens but the import."""
    import torch

    original = getattr(torch.autograd, "_make_grads", None)
    if original is None or hasattr(original, "__wrapped__"):
        return

    @functools.wraps(original)
    def make_grads(outputs: Any, grads: Any, is_grads_batched: bool) -> Any:
        plain = not is_grads_batched and all(
            type(o) in kinds and type(g) in kinds and o.dtype == g.dtype and o.dtype.is_floating_point
            for o, g in zip(outputs, grads, strict=False)
        )
        if plain and all(o.shape == g.shape for o, g in zip(outputs, grads, strict=False)):
            return tuple(grads)
        return original(outputs, grads, is_grads_batched)

    kinds = (torch.Tensor, torch.nn.Parameter)
    torch.autograd._make_grads = make_grads
