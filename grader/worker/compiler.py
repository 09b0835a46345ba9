"""Keeps torch's compiler out of processes that compile nothing.

The first optimizer imports torch._dynamo, eight hundred modules and as dear as torch itself, to tell it that nothing
is being compiled; so do checkpoints and torch.func. A stand-in answers these few questions as the compiler would, and
becomes the compiler as soon as anything else is asked of it.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import sys
import types
from collections.abc import Callable
from typing import Any

NAME = "torch._dynamo"
_ALONE = ("config",)
"""Submodules that need none of the others."""


class _StandIn(types.ModuleType):
    """torch._dynamo until something is compiled."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _ALONE:
            return importlib.import_module(f"{NAME}.{name}")
        self.become()
        return getattr(self, name)

    def become(self) -> None:
        """The compiler itself, from here on, also for those who hold this module."""
        if type(self) is not _StandIn:
            return
        self.__class__ = types.ModuleType  # type: ignore[assignment]
        for name in ("graph_break", "disable", "compiled_autograd"):
            vars(self).pop(name, None)
        for function in self._answered:
            vars(function).pop("__dynamo_disable", None)  # where torch remembers what `disable` gave
        assert self.__spec__ is not None
        assert self.__spec__.loader is not None
        self.__spec__.loader.exec_module(self)

    def stand_by(self) -> None:
        """Takes the answers to what torch asks where nothing is compiled."""
        self._answered: list[Callable[..., Any]] = []
        self.graph_break = _nothing
        self.disable = functools.partial(_disable, self)
        self.compiled_autograd = _CompiledAutograd(self)


class _CompiledAutograd:
    """torch._dynamo.compiled_autograd: torch.func switches it off while it differentiates."""

    def __init__(self, owner: _StandIn) -> None:
        self._owner = owner

    def __getattr__(self, name: str) -> Any:
        if name == "_disable" and type(self._owner) is _StandIn:
            return contextlib.nullcontext
        self._owner.become()
        return getattr(importlib.import_module(f"{NAME}.compiled_autograd"), name)


def _nothing(*args: object, **kwargs: object) -> None:
    """Breaks nothing, as no graph is recorded."""


def _disable(owner: _StandIn, fn: Any = None, *args: Any, **kwargs: Any) -> Any:
    """torch's own functions stay as they are. Whoever else keeps a function from being compiled means to compile."""
    if isinstance(fn, types.FunctionType) and fn.__module__.startswith("torch."):
        owner._answered.append(fn)
        return fn
    owner.become()
    return owner.disable(fn, *args, **kwargs)


class _Submodules:
    """Finds nothing, but sees that a part of the compiler is imported."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        module = sys.modules.get(NAME)
        if isinstance(module, _StandIn) and name.startswith(f"{NAME}.") and name.rpartition(".")[2] not in _ALONE:
            module.become()


def stand_by() -> None:
    """Once a process, after torch is imported. Where its compiler is there already, nothing happens."""
    import torch

    spec = None if NAME in sys.modules else importlib.util.find_spec(NAME)
    if spec is None:
        return
    module = _StandIn(NAME)
    module.__spec__, module.__package__, module.__file__ = spec, NAME, spec.origin
    module.__path__ = list(spec.submodule_search_locations or ())
    module.stand_by()
    sys.modules[NAME] = torch._dynamo = module
    sys.meta_path.insert(0, _Submodules)
