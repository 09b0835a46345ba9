"""Objects on a failing line that lie when they are asked for anything: nothing of them runs when the line's values are
told."""

from __future__ import annotations

import collections
import linecache
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from grader.sessions.failures import explained
from grader.submission.source import Source
from grader.worker.code.failure import failure
from grader.worker.messages import wire

RAN: list[str] = []


def ran(what: str) -> Any:
    """A method that notes that it has run."""

    def method(*_: object, **__: object) -> bool:
        RAN.append(what)
        return False

    return method


METHODS = ("__repr__", "__str__", "__len__", "__eq__", "__format__", "__getattr__", "__getattribute__", "__iter__")
ALL = {name: ran(name) for name in METHODS}
LIES = {name: property(ran(name)) for name in ("shape", "dtype", "requires_grad", "grad", "__dict__", "__class__")}


class Meta(type):
    locals().update({name: property(ran(f"the class's {name}")) for name in ("__name__", "__module__", "__mro__")})
    __instancecheck__ = __subclasscheck__ = ran("a question about a class")


class Key:
    """Not the name that is looked up, and asked whether it is."""

    __eq__ = ran("the comparison of a key")

    def __hash__(self) -> int:
        return hash("thing")


def made(base: type, **more: Any) -> Any:
    return type("Lie", (base,), {**ALL, "__hash__": None, **more})


def with_own_dict() -> Any:
    thing = type("Plain", (), {})()
    thing.__dict__ = made(dict, items=ran("items"))(attribute=1)
    return thing


MADE: dict[str, Callable[[], Any]] = {
    "tensor": lambda: torch.ones(2).as_subclass(made(torch.Tensor, __torch_function__=classmethod(ran("function")))),
    "properties": lambda: torch.ones(2).as_subclass(type("Lie", (torch.Tensor,), LIES)),
    "array": lambda: np.ones(2).view(made(np.ndarray, shape=property(ran("shape")))),
    "metaclass": Meta("Lie", (), {**ALL, **LIES}),
    "class": lambda: Meta("Lie", (), {"attribute": property(ran("attribute"))}),
    "attributes": made(object),
    "module": lambda: type("Lie", (types.ModuleType,), ALL)("lie"),
    "list": lambda: made(list)([1]),
    "str": lambda: made(str)("x"),
    "int": lambda: made(int, bit_length=ran("bit_length"))(3),
    "dict": lambda: made(dict, items=ran("items"))(a=1),
    "ordered": lambda: made(collections.OrderedDict, items=ran("items"))(a=1),
    "__dict__": with_own_dict,
}
LINES = {
    "None @ thing": 1,
    "thing.attribute @ None": types.SimpleNamespace(attribute=1),
    "thing['a'] @ None": {"a": 1},
    "len(thing, thing.grad, thing.data, -thing)": torch.ones(1),
}
"""A line that fails with an honest thing; a thing."""


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", MADE)
def test_nothing_of_an_object_runs_when_it_is_told(name: str, line: str) -> None:
    linecache.cache["<f.py>"] = len(line), None, [line], "<f.py>"
    names: dict[Any, Any] = {Key(): 1, "thing": LINES[line]}
    with pytest.raises(TypeError) as raised:
        exec(compile(line, "<f.py>", "exec"), names)
    names["thing"] = MADE[name]()
    RAN.clear()
    told = failure(raised.value, frozenset({"f.py"}), values=True)
    assert RAN == []
    assert told.operation is not None
    assert wire.decode_reply(wire.encode(told)) == told


def test_an_error_s_own_traceback_is_not_asked_for() -> None:
    error = type("Lie", (Exception,), {"__traceback__": property(ran("__traceback__"))})()
    RAN.clear()
    assert failure(error, frozenset({"f.py"}), values=True).frames == []
    assert RAN == []


WILD = "\x1b[2J<script>\u202e{place}" * 9
WHAT = ("binary", "in_place", "compare", "index", "attribute", "unpack", "iterate", "call", "method", "apply",
        "not_callable")  # fmt: skip
KINDS: tuple[Any, ...] = ("unknown", "none", "number", "text", "sized", "array", "tensor", "layer", "object")


@pytest.mark.parametrize("what", WHAT)
def test_whatever_a_worker_tells_becomes_a_short_line_of_text(what: Any) -> None:
    source = Source("a", "a.py", "a.py", {"a.py": b"x"})
    for count in range(1, 5):
        operands = [wire.Operand(WILD[:200], kind, WILD[:200], (-(2**63),) * 16, WILD[:200], True) for kind in KINDS]
        for first in operands:
            doing = wire.Operation(what, WILD[:200], [first, *operands[:count]][:4])
            failed = wire.Failed("raised", "E", "sizes, dtype", [wire.Frame("a.py", 1, "f")], operation=doing)
            reading = explained(failed, source).details["reading"] or ""
            assert len(reading) < 4000
            assert not {"\x1b", "\u202e", "\n"}.intersection(reading)
