"""Takes autograd out of torch, for exercises whose gradients have to be written out."""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def without_autograd() -> None:
    """Take differentiation out of torch, for all threads of this process and for good.

    Every operation's Autograd kernel is replaced by a fallthrough in the dispatcher, so nothing records a graph or
    carries a tangent, whatever name it is reached by (torch.func, a thread, a saved `torch.autograd.grad`) and whatever
    tensors it is asked for (a derivative could be traced with meta tensors, or computed with nested or lazy ones). A
    `torch.autograd.Function` still runs its own `forward` and `backward`: they are all that is left.
    """
    import torch

    for key in _AUTOGRAD_KEYS:
        names = torch._C._dispatch_get_registrations_for_dispatch_key(key)
        library = torch._C._dispatch_library("IMPL", "aten", key, "without_autograd", 1)
        for name in names:
            if name.startswith("aten::"):
                library.impl(name.removeprefix("aten::"), key, torch.library.fallthrough_kernel)
        _keep_forever(library)


_AUTOGRAD_KEYS = ("Autograd", "AutogradCPU", "AutogradCUDA", "AutogradNestedTensor", "AutogradOther")
"""The first stands for all kinds of tensors; under the others are the few kernels that take its place for one kind."""


def _keep_forever(thing: Any) -> None:
    """A reference that no Python code can drop: dropping the registration would give autograd back.

    Code that searches its memory finds the object itself, and could call its `reset`: so it forgets what it stands for
    (pybind11 keeps that pointer behind the object's head).
    """
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))
    ctypes.c_void_p.from_address(id(thing) + object.__basicsize__).value = None
