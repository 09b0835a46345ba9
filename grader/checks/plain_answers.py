"""Readers of other things than floats: whole numbers, flags, text, None, complex numbers, lists and dicts of any
length, named tuples and dataclasses, generators."""

from __future__ import annotations

import math
import types
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import StudentError
from grader.message import say
from grader.worker.convert import to_array
from grader.worker.messages import wire

from .answers import Reader, all_finite, entry, other, wrong_type

MOST = 100_000
"""Entries of a list or dict, unless a reader says otherwise."""
MOST_ITEMS = 10_000
"""That an object of a student's may give when it is iterated over."""


def integer(value: wire.Value, what: str) -> int:
    """A Python int, or an array or tensor of one whole number."""
    if type(value) is int:
        return value
    if isinstance(value, wire.Tensor) and math.prod(value.shape) == 1 and value.dtype.startswith(("int", "uint")):
        return int(to_array(value).item())
    raise wrong_type(what, say("a whole number"), value)


def flag(value: wire.Value, what: str) -> bool:
    """True or False, or an array or tensor of one of them, as `(a < b).all()` is."""
    if type(value) is bool:
        return value
    if isinstance(value, wire.Tensor) and math.prod(value.shape) == 1 and value.dtype == "bool":
        return bool(to_array(value).item())
    raise wrong_type(what, say("True or False"), value)


def string(value: wire.Value, what: str) -> str:
    """A str, of 20,000 characters at most: what is longer is cut off."""
    if type(value) is str:
        return value
    raise wrong_type(what, say("text"), value)


def none(value: wire.Value, what: str) -> None:
    """None and nothing else."""
    if value is not None:
        raise wrong_type(what, say("None"), value)


def integers(value: wire.Value, what: str) -> np.ndarray:
    """An array or tensor of whole numbers, of any shape, as int64."""
    if isinstance(value, wire.Tensor) and value.dtype.startswith(("int", "uint")):
        return to_array(value).astype(np.int64)
    raise wrong_type(what, say("an array of whole numbers"), value)


def booleans(value: wire.Value, what: str) -> np.ndarray:
    """An array or tensor of True and False, of any shape."""
    if isinstance(value, wire.Tensor) and value.dtype == "bool":
        return to_array(value)
    raise wrong_type(what, say("an array of True and False"), value)


def complexes(value: wire.Value, what: str) -> np.ndarray:
    """An array or tensor of finite complex numbers, of any shape. Floats are another type: they are not taken."""
    if isinstance(value, wire.Tensor) and value.dtype.startswith("complex"):
        return all_finite(to_array(value), what)
    raise wrong_type(what, say("an array of complex numbers"), value)


def numeric(value: wire.Value, what: str) -> np.ndarray:
    """An array or tensor of any dtype and shape, without NaN and infinity, as the array that it is (bfloat16 as
    float32): for a state_dict, in which there are floats and whole numbers."""
    if isinstance(value, wire.Tensor):
        return all_finite(to_array(value), what)
    raise wrong_type(what, say("an array or tensor"), value)


def record(**readers: Reader) -> Reader:
    """A dataclass or a named tuple with these fields (others are ignored), as an object with these attributes. A dict
    or a plain tuple is not one."""
    wanted = say("a named tuple or dataclass with {names}", names=", ".join(readers))

    def read(value: wire.Value, what: str) -> types.SimpleNamespace:
        fields = value.items if isinstance(value, wire.Record) else {}
        if isinstance(value, wire.Items):
            fields = dict(zip(value.names, value.items, strict=False))
        if missing := [name for name in readers if name not in fields]:
            there = say("one without {name}", name=missing[0]) if fields else value
            raise other(what, wanted, there, "wrong_type")
        called = ((name, say("{name} of {what}", name=name, what=what)) for name in readers)
        return types.SimpleNamespace(**{name: readers[name](fields[name], words) for name, words in called})

    return read


@dataclass(frozen=True)
class Iterated:
    """What `iterated` says, as the reader of a result."""

    reader: Reader
    most: int
    more: bool

    def __call__(self, value: wire.Value, what: str) -> list[Any]:
        """value: the items that were read where the result is, and one more than `most` if there are more."""
        if not isinstance(value, wire.Items):
            raise wrong_type(what, say("something to iterate over"), value)
        if len(value.items) > self.most and not self.more:
            raise other(what, say("{n} things at most", n=self.most), say("more than that"), "wrong_shape")
        return [_read(self.reader, item, str(i), what) for i, item in enumerate(value.items[: self.most])]


def iterated(reader: Reader, most: int = MOST_ITEMS, more: bool = False) -> Reader:
    """Anything to iterate over, such as a generator, as a list: the result itself, not a part of one. It is read where
    it is, at most `most` items. more: there may be more of them, as in a generator without end, which are not read.
    All items come in one message, of 4 MiB at most."""
    return Iterated(reader, most, more)


def optional(reader: Reader) -> Reader:
    """None, or what `reader` takes."""
    return lambda value, what: None if value is None else reader(value, what)


def list_of(reader: Reader, most: int = MOST) -> Reader:
    """A list or tuple of any length up to `most`, as a list."""

    def read(value: wire.Value, what: str) -> list[Any]:
        if not isinstance(value, wire.Items):
            raise wrong_type(what, say("a list"), value)
        if len(value.items) > most:
            raise other(what, say("{n} things at most", n=most), value, "wrong_shape")
        return [_read(reader, item, str(i), what) for i, item in enumerate(value.items)]

    return read


def dict_of(reader: Reader, most: int = MOST) -> Reader:
    """A dict with any keys, which are text, up to `most` of them."""

    def read(value: wire.Value, what: str) -> dict[str, Any]:
        if not isinstance(value, wire.Dict):
            raise wrong_type(what, say("a dict whose keys are text"), value)
        if len(value.items) > most:
            raise other(what, say("{n} things at most", n=most), value, "wrong_shape")
        return {key: _read(reader, item, repr(key), what) for key, item in value.items.items()}

    return read


def _read(reader: Reader, item: wire.Value, key: str, what: str) -> Any:
    """What the entry is called is only made where it is wrong: there can be many."""
    try:
        return reader(item, what)
    except StudentError:
        return reader(item, entry(key, what))
