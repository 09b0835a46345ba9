"""Start-up savings: work done once in the forkserver instead of in every worker.

The first `torch.autograd.grad` with a cotangent imports sympy, a fifth of a second, to compare two shapes that may be
symbolic. Ours never are: they are compared directly, and everything unusual is left to torch.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import sys
from collections.abc import Iterator
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


def no_compiled_kernels() -> None:
    """oneDNN compiles a convolution for every new shape, each worker again. Torch's own kernels are there already, and
    on the small images of a check as fast."""
    import torch

    torch.backends.mkldnn.set_flags(False)


def exact_on_a_gpu() -> None:
    """float32 is float32 on a card too: torch lets cuDNN's convolutions round to ten bits, which no tolerance of a
    check is made for. And the same kernels every time. Starts nothing; a student may set it otherwise."""
    import torch

    cudnn = torch.backends.cudnn
    cudnn.allow_tf32, cudnn.benchmark, cudnn.deterministic = False, False, True


MADV_COLLAPSE = 25


def huge_pages() -> None:
    """Put this process's heap into huge pages, so that a fork copies and later drops a few hundred entries of the page
    table in place of fifty thousand. Linux 6.1 and newer; an older one refuses, and nothing changes."""
    try:
        with open("/proc/self/maps") as file:
            lines = [line.split() for line in file]
    except OSError:
        return
    madvise = ctypes.CDLL(None).madvise
    for where, flags, *_, name in (line for line in lines if len(line) in (5, 6)):
        start, end = (int(number, 16) for number in where.split("-"))
        if flags == "rw-p" and (name == "[heap]" or not name.startswith(("/", "["))):
            madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), MADV_COLLAPSE)


@contextlib.contextmanager
def uninitialised() -> Iterator[None]:
    """Modules are built without filling their parameters: a state is laid over all of them. Two thirds of the time that
    a small network takes to build (4.8 ms -> 1.9 ms) go into random numbers that are never used."""
    init = sys.modules["torch"].nn.init
    fills = {name: fill for name, fill in vars(init).items() if name.endswith("_") and callable(fill)}
    for name in fills:
        setattr(init, name, _as_it_is)
    try:
        yield
    finally:
        for name, fill in fills.items():
            setattr(init, name, fill)


def _as_it_is(tensor: Any, *args: Any, **kwargs: Any) -> Any:
    return tensor
