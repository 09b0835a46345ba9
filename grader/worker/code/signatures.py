"""What a module defines: the parameters of its functions, and what kinds of things there are."""

from __future__ import annotations

import builtins
import inspect
import types
from collections.abc import Iterable
from typing import Any, Literal

from ..messages.wire import FunctionParameter
from .load import MODULE

_signature = inspect.signature

_KINDS: dict[Any, Literal["positional", "keyword", "either", "rest", "rest_named"]] = {
    inspect.Parameter.POSITIONAL_ONLY: "positional",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "either",
    inspect.Parameter.VAR_POSITIONAL: "rest",
    inspect.Parameter.VAR_KEYWORD: "rest_named",
}


def signatures_of(
    module: types.ModuleType, names: Iterable[str]
) -> tuple[dict[str, list[FunctionParameter] | None], dict[str, str]]:
    """Of the names that the module defines: the parameters of each callable, and what kind of thing each is."""
    from .stub_object import is_stub

    signatures: dict[str, list[FunctionParameter] | None] = {}
    kinds: dict[str, str] = {}
    for name in names:
        thing = module.__dict__.get(name)
        if thing is None or is_stub(thing):  # `from turtle import forward` defines nothing
            continue
        kinds[name] = "class" if isinstance(thing, type) else "function" if callable(thing) else type(thing).__name__
        signatures[name] = _parameters(thing) if kinds[name] == "function" else None
    return signatures, kinds


def _parameters(function: Any) -> list[FunctionParameter] | None:
    try:
        parameters = _signature(function).parameters.values()
    except (ValueError, TypeError):
        return None
    return [
        FunctionParameter(p.name, _KINDS[p.kind], p.default is p.empty and "VAR" not in p.kind.name) for p in parameters
    ]


def defined(module: types.ModuleType) -> list[str]:
    """The names of the functions and classes that the module's own code made, for "did you mean"."""
    own = [name for name, thing in module.__dict__.items() if getattr(thing, "__module__", None) == MODULE]
    return [name for name in own if name not in vars(builtins) and len(name) < 100][:100]
