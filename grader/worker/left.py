"""What a call leaves behind it: its arguments as they are now, the process's switches, and whether autograd recorded.

Read below Python where that is possible: a tensor's numbers also through an array that shares its memory and was made
before the call, and recording by the counter of graph nodes that torch itself keeps.
"""

from __future__ import annotations

import _thread
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import convert
from .messages import wire

if TYPE_CHECKING:
    import numpy as np


class Left:
    """Made before a call with its arguments; told that the call has `ended`, and asked later."""

    def __init__(self, arguments: list[Any]) -> None:
        self._arguments = arguments
        self._views = [_view(argument) for argument in arguments]
        self._modes, self._nodes = modes(), nodes()

    def ended(self) -> None:
        self._nodes = nodes() - self._nodes
        self._modes = {name: now for name, now in modes().items() if now != self._modes.get(name)}

    def to_wire(self) -> wire.Value:
        told = [_told(*pair) for pair in zip(self._arguments, self._views, strict=True)]
        arguments, modes = wire.Items("list", told), wire.Dict(dict(self._modes))
        return wire.Dict({"arguments": arguments, "modes": modes, "nodes": self._nodes})


def modes() -> dict[str, str]:
    """The switches of the process that a call could leave in another position."""
    switches = convert.torch_parts().switches if "torch" in sys.modules else {}
    return {name: str(switch()) for name, switch in switches.items()}


def nodes() -> int:
    """How many operations autograd has recorded so far, in this thread and in those that have ended."""
    return convert.torch_parts().nodes() + _elsewhere[0] if "torch" in sys.modules else 0


_elsewhere = [0]


def count_in_threads() -> None:
    """Torch counts for each thread by itself: what another one has counted is added when it ends."""
    counter = convert.torch_parts().nodes

    def counting(start: Callable[..., Any]) -> Callable[..., Any]:
        def started(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            def run(*given: Any, **named: Any) -> Any:
                try:
                    return function(*given, **named)
                finally:
                    _elsewhere[0] += counter()

            return start(run, *args, **kwargs)

        return started

    for module in (_thread, threading):
        for name in ("start_new_thread", "start_new", "start_joinable_thread"):
            for called in (name, f"_{name}"):
                if called in vars(module):
                    setattr(module, called, counting(getattr(module, called)))


def _view(argument: Any) -> np.ndarray | None:
    """Another way to the numbers of an array or of a tensor on the CPU."""
    if type(argument) is convert._ndarray:
        return argument.view()
    if "torch" in sys.modules:
        parts = convert.torch_parts()
        if type(argument) is parts.tensor and parts.device(argument).type == "cpu":
            with parts.disabled():
                plain = parts.detach(argument)
                return None if parts.dtype(argument) == parts.bfloat16 else parts.numpy(plain)
    return None


def _told(argument: Any, view: np.ndarray | None) -> wire.Value:
    """The argument as it is now; a pair where its memory says something else than it does. Of a model: the names of its
    parts in evaluation mode, and of its frozen parameters."""
    if "torch" in sys.modules and isinstance(argument, (parts := convert.torch_parts()).module):
        evaluating: list[wire.Value] = [name for name, part in argument.named_modules() if not part.training]
        frozen: list[wire.Value] = [n for n, p in parts.named_parameters(argument) if not parts.requires_grad(p)]
        return wire.Items("tuple", [wire.Items("list", evaluating), wire.Items("list", frozen)])
    value = convert.to_wire(argument)
    if view is None or not isinstance(value, wire.Tensor) or value.data == convert._tobytes(view):
        return value
    return wire.Items("tuple", [value, convert.array_to_wire(view)])
