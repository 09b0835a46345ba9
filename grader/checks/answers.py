"""What a function may return, as readers: each turns what came from a worker into a plain value or says what is wrong.

Nothing but exact types gets here (convert.py sends those, wire.py checks their sizes), and every reader raises
StudentError for everything else, so that a check works on clean values only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from grader.errors import Cause, StudentError
from grader.text import one_line
from grader.worker.convert import to_array
from grader.worker.messages import wire

Reader = Callable[[wire.Value, str], Any]
"""Takes the value and what to call it ("the second result of train"); raises StudentError."""

_THE_RESULT = re.compile("^the result of ")
_REAL = ("float16", "bfloat16", "float32", "float64")


def number(value: wire.Value, what: str) -> float:
    """A finite Python number, or an array or tensor of one element."""
    match value:
        case bool():
            pass
        case int() | float():
            return _finite(np.asarray(float(value)), what).item()
        case wire.Tensor(shape=shape) if math.prod(shape) == 1 and value.dtype != "bool":
            return _finite(_real(value, what, integers=True), what).item()
        case wire.Tensor() if value.dtype != "bool":
            raise _wrong_shape(what, "a single number", value)
    raise wrong_type(what, "a number", value)


def array(value: wire.Value, what: str) -> np.ndarray:
    """A NumPy array of floats, of any shape."""
    if isinstance(value, wire.Tensor) and value.library == "numpy":
        return _finite(_real(value, what), what)
    raise wrong_type(what, "a NumPy array", value)


def tensor(value: wire.Value, what: str) -> np.ndarray:
    """A torch tensor of floats, of any shape, as an array."""
    if isinstance(value, wire.Tensor) and value.library == "torch":
        return _finite(_real(value, what), what)
    raise wrong_type(what, "a torch tensor", value)


def typed_tensor(value: wire.Value, what: str) -> wire.Tensor:
    """A torch tensor of finite floats, with its dtype, device and flags."""
    tensor(value, what)
    assert isinstance(value, wire.Tensor)
    return value


def losses(value: wire.Value, what: str) -> np.ndarray:
    """A list, tuple or 1-d array or tensor of numbers, as float64. NaN and infinity pass: a curve can show them.

    Shape: (n,).
    """
    match value:
        case wire.Tensor(shape=(_,)):
            return _real(value, what, integers=True).astype(np.float64)
        case wire.Tensor():
            raise _wrong_shape(what, "one number a step: shape (n,)", value)
        case wire.Items():
            found = [_loss(item, f"entry [{i}] of {what}") for i, item in enumerate(value.items)]
            return np.array(found, dtype=np.float64)
    raise wrong_type(what, "a list of numbers", value)


def _loss(value: wire.Value, what: str) -> float:
    match value:
        case bool():
            pass
        case int() | float():
            return float(value)
        case wire.Tensor(shape=shape) if math.prod(shape) == 1 and value.dtype != "bool":
            return _real(value, what, integers=True).item()
    raise wrong_type(what, "a number", value)


def nothing(value: wire.Value, what: str) -> None:
    """Whatever it returns is not looked at."""


def kept(value: wire.Value, what: str) -> wire.Kept:
    """An object that stays in the worker: the whole result, or one of several results."""
    if isinstance(value, wire.Kept) and value.number:
        return value
    raise wrong_type(what, "an object", value)


def sequence(reader: Reader, length: int) -> Reader:
    """A list, tuple or 1-d array or tensor of `length` things."""

    def read(value: wire.Value, what: str) -> tuple[Any, ...]:
        if isinstance(value, wire.Tensor) and value.shape == (length,):
            value = wire.Items("list", _entries(value))
        return _each(value, what, [(reader, f"entry [{i}] of {what}") for i in range(length)])

    return read


@dataclass(frozen=True)
class _Results:
    readers: tuple[Reader, ...]

    def __call__(self, value: wire.Value, what: str) -> tuple[Any, ...]:
        return _each(value, what, [(reader, _nth(i, what)) for i, reader in enumerate(self.readers)])


def _nth(i: int, what: str) -> str:
    """One of several results, counted from 1: `train[0]` would read as if the function were indexed."""
    of = _THE_RESULT.sub("", what)
    named = (
        f"the first result of {of}",
        f"the second result of {of}",
        f"the third result of {of}",
        f"the fourth result of {of}",
    )
    return named[i] if i < len(named) else f"result {i + 1} of {of}"


def _entries(vector: wire.Tensor) -> list[wire.Value]:
    """The numbers in a 1-d array or tensor, each as one without dimensions."""
    size = wire.ITEM_SIZES[vector.dtype]
    parts = (vector.data[i : i + size] for i in range(0, len(vector.data), size))
    return [msgspec.structs.replace(vector, shape=(), data=part) for part in parts]


def results(*readers: Reader) -> Reader:
    """Several results: a tuple (or list) of exactly these."""
    return _Results(readers)


def kept_items(reader: Reader) -> list[int]:
    """Which of several results are to stay in the worker."""
    return [i for i, item in enumerate(reader.readers) if item is kept] if isinstance(reader, _Results) else []


def _each(value: wire.Value, what: str, readers: list[tuple[Reader, str]]) -> tuple[Any, ...]:
    """readers: of each thing, with what to call it."""
    if not isinstance(value, wire.Items):
        raise wrong_type(what, f"a tuple of {len(readers)}", value)
    if len(value.items) != len(readers):
        raise _wrong_shape(what, f"{len(readers)} things", value)
    return tuple(reader(item, called) for (reader, called), item in zip(readers, value.items, strict=True))


def mapping(reader: Reader, *keys: str) -> Reader:
    """A dict with these keys (others are let be)."""

    def read(value: wire.Value, what: str) -> dict[str, Any]:
        if not isinstance(value, wire.Entries):
            raise wrong_type(what, f"a dict with the keys {', '.join(map(repr, keys))}", value)
        if missing := [key for key in keys if key not in value.items]:
            wanted = f"a dict with the keys {', '.join(map(repr, keys))}"
            raise _other(what, wanted, f"a dict without the key {missing[0]!r}", "wrong_type")
        return {key: reader(value.items[key], f"entry [{key!r}] of {what}") for key in keys}

    return read


def _real(value: wire.Tensor, what: str, integers: bool = False) -> np.ndarray:
    if value.dtype in _REAL or (integers and value.dtype.startswith(("int", "uint"))):
        return to_array(value)
    raise wrong_type(what, "floating point numbers", value)


def _finite(array: np.ndarray, what: str) -> np.ndarray:
    if np.isfinite(array).all():
        return array
    kind = "NaN (not a number)" if np.isnan(array).any() else "infinity"
    raise StudentError(
        "not_finite",
        f"{what} contains {kind}, expected finite numbers",
        expected="finite numbers",
        actual=kind,
        evidence=array,
    )


def wrong_type(what: str, expected: str, value: wire.Value) -> StudentError:
    return _other(what, expected, described(value), "wrong_type")


def _wrong_shape(what: str, expected: str, value: wire.Value) -> StudentError:
    return _other(what, expected, described(value), "wrong_shape")


def _other(what: str, expected: str, actual: str, cause: Cause) -> StudentError:
    """Another kind of thing than expected. The evidence says of which result: None for all of them is another mistake
    than None for the second."""
    message = f"{what} is {actual}, expected {expected}"
    return StudentError(cause, message, expected=expected, actual=actual, evidence=f"{what}: {actual}")


def described(value: wire.Value) -> str:
    """The kind of thing a value is, in words."""
    match value:
        case None:
            return "None (is a return missing?)"
        case bool() | int() | float():
            return f"the {type(value).__name__} {value!r}"
        case str():
            return f"the text {one_line(value, 40)!r}"
        case wire.Tensor():
            kind = "tensor" if value.library == "torch" else "array"
            on = "" if value.device == "cpu" else f" on {one_line(value.device, 20)}"
            return f"a {value.dtype} {kind} of shape {value.shape}{on}"
        case wire.Items():
            return f"a {value.kind} of {len(value.items)}"
        case wire.Entries():
            return f"a dict of {len(value.items)}"
        case wire.Kept():
            return f"an object of type {one_line(value.kind, 80)}"
        case wire.Given():
            return "an object"
