"""What a function may return, as readers: each turns what came from a worker into a plain value or says what is wrong.

Nothing but exact types gets here (convert.py sends those, wire.py checks their sizes), and every reader raises
StudentError for everything else, so that a check works on clean values only.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from grader.errors import Cause, StudentError
from grader.message import Message, say
from grader.sessions.error_meanings import meaning
from grader.text import one_line
from grader.worker.convert import to_array
from grader.worker.messages import wire

Reader = Callable[[wire.Value, str], Any]
"""Takes the value and what to call it ("the second result of train"); raises StudentError."""

_REAL = ("float16", "bfloat16", "float32", "float64")


def number(value: wire.Value, what: str) -> float:
    """A finite Python number, or an array or tensor of one element."""
    if isinstance(value, wire.Tensor) and value.dtype != "bool" and math.prod(value.shape) != 1:
        raise other(what, say("a single number"), value, "wrong_shape")
    return all_finite(np.asarray(_loss(value, what)), what).item()


@dataclass(frozen=True)
class Scalar:
    """One finite number, and what it came as. kind: tensor, array, float or int. described: in words. dtype, device: of
    a tensor, else empty."""

    value: float
    kind: str
    described: str
    dtype: str = ""
    device: str = ""

    def __float__(self) -> float:
        return self.value


def scalar(value: wire.Value, what: str) -> Scalar:
    """`number`, for a check that looks at its type."""
    found = number(value, what)
    if isinstance(value, wire.Tensor) and value.library == "torch":
        return Scalar(found, "tensor", described(value), value.dtype, value.device)
    return Scalar(found, "array" if isinstance(value, wire.Tensor) else type(value).__name__, described(value))


def array(value: wire.Value, what: str) -> np.ndarray:
    """A NumPy array of floats, of any shape."""
    return _floats(value, what, "numpy", say("a NumPy array"))


def tensor(value: wire.Value, what: str) -> np.ndarray:
    """A torch tensor of floats, of any shape, as an array."""
    return _floats(value, what, "torch", say("a torch tensor"))


def _floats(value: wire.Value, what: str, library: str, expected: str) -> np.ndarray:
    if isinstance(value, wire.Tensor) and value.library == library:
        return all_finite(_real(value, what), what)
    raise wrong_type(what, expected, value)


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
            raise other(what, say("one number a step: shape (n,)"), value, "wrong_shape")
        case wire.Items():
            found = _alike(value.items)
            if found is None:
                found = np.array([_loss(item, what, i) for i, item in enumerate(value.items)], dtype=np.float64)
            return found
    raise wrong_type(what, say("a list of numbers"), value)


def _alike(items: list[wire.Value]) -> np.ndarray | None:
    """Numbers that are all Python's, or all single ones of one dtype, as one array: there are hundreds of losses."""
    kinds = {type(item) for item in items}
    if kinds == {float}:
        return np.array(items, dtype=np.float64)
    if kinds == {wire.Tensor}:
        tensors = [item for item in items if isinstance(item, wire.Tensor)]
        dtype = tensors[0].dtype
        if dtype in ("float32", "float64") and all(it.dtype == dtype and it.shape in ((), (1,)) for it in tensors):
            return np.frombuffer(b"".join(it.data for it in tensors), dtype).astype(np.float64)
    return None


def _loss(value: wire.Value, what: str, i: int | None = None) -> float:
    """One number, finite or not. i: it is that entry of `what`; its name is only made where it is wrong, since there
    are hundreds of losses."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    single = isinstance(value, wire.Tensor) and math.prod(value.shape) == 1 and value.dtype != "bool"
    if isinstance(value, wire.Tensor) and single and value.dtype.startswith((*_REAL, "int", "uint")):
        return to_array(value).item()
    called = what if i is None else entry(str(i), what)
    raise wrong_type(called, say("floating point numbers") if single else say("a number"), value)


def nothing(value: wire.Value, what: str) -> None:
    """Whatever it returns is not looked at."""


def kept(value: wire.Value, what: str) -> wire.Kept:
    """An object that stays in the worker: the whole result, or one of several results."""
    if isinstance(value, wire.Kept) and value.number:
        return value
    raise wrong_type(what, say("an object"), value)


def sequence(reader: Reader, length: int) -> Reader:
    """A list, tuple or 1-d array or tensor of `length` things."""

    def read(value: wire.Value, what: str) -> tuple[Any, ...]:
        if isinstance(value, wire.Tensor) and value.shape == (length,):
            value = wire.Items("list", _entries(value))
        return _each(value, what, [(reader, entry(str(i), what)) for i in range(length)])

    return read


@dataclass(frozen=True)
class _Results:
    readers: tuple[Reader, ...]
    names: tuple[str, ...] = ()

    def __call__(self, value: wire.Value, what: str) -> tuple[Any, ...]:
        try:
            return _each(value, what, [(reader, _nth(i, what)) for i, reader in enumerate(self.readers)])
        except StudentError as error:
            if self.names and not (isinstance(value, wire.Items) and len(value.items) == len(self.readers)):
                raise self._named(error, value, what) from None
            raise

    def _named(self, error: StudentError, value: wire.Value, what: str) -> StudentError:
        """The same about a wrong number of results, with the names of those that are expected."""
        names = ", ".join(self.names)
        expected = say("{n} things: {names}", n=len(self.names), names=names)
        missing = [self.names[i] for i in self._missing(value)]
        reading = say("Of these, {names} seems to be missing.", names=", ".join(missing)) if missing else None
        again = other(what, expected, value, error.cause)
        again.details["reading"] = again.details.get("reading") or reading
        return again

    def _missing(self, value: wire.Value) -> tuple[int, ...]:
        """The results that are not there, if what is there can be only the others."""
        whole = self._left_out([value])
        parts = self._left_out(value.items) if not whole and isinstance(value, wire.Items) else []
        return whole[0] if len(whole) == 1 else parts[0] if len(parts) == 1 else ()

    def _left_out(self, there: list[wire.Value]) -> list[tuple[int, ...]]:
        """Each way to read these values, in their order, as some of the results: which are left out."""
        every = range(len(self.readers))
        if not 0 < len(there) < len(every):
            return []
        taken = itertools.combinations(every, len(there))
        fitting = (t for t in taken if all(_reads(self.readers[i], v) for i, v in zip(t, there, strict=True)))
        return [tuple(i for i in every if i not in t) for t in fitting]


def _reads(reader: Reader, value: wire.Value) -> bool:
    try:
        reader(value, "")
    except StudentError:
        return False
    return True


def entry(key: str, what: str) -> Message:
    return say("entry [{key}] of {what}", key=key, what=what)


def _nth(i: int, what: str) -> str:
    """One of several results, counted from 1: `train[0]` would read as if the function were indexed."""
    of = what.values["function"] if isinstance(what, Message) and "function" in what.values else what
    named = (
        say("the first result of {function}", function=of),
        say("the second result of {function}", function=of),
        say("the third result of {function}", function=of),
        say("the fourth result of {function}", function=of),
    )
    return named[i] if i < len(named) else say("result {i} of {function}", i=i + 1, function=of)


def _entries(vector: wire.Tensor) -> list[wire.Value]:
    """The numbers in a 1-d array or tensor, each as one without dimensions."""
    size = wire.ITEM_SIZES[vector.dtype]
    parts = (vector.data[i : i + size] for i in range(0, len(vector.data), size))
    return [msgspec.structs.replace(vector, shape=(), data=part) for part in parts]


def results(*readers: Reader, names: Sequence[str] = ()) -> Reader:
    """Several results: a tuple (or list) of exactly these. names: what each is called where one is missing."""
    return _Results(readers, tuple(names))


def kept_items(reader: Reader) -> list[int]:
    """Which of several results are to stay in the worker."""
    return [i for i, item in enumerate(reader.readers) if item is kept] if isinstance(reader, _Results) else []


def _each(value: wire.Value, what: str, readers: list[tuple[Reader, str]]) -> tuple[Any, ...]:
    """readers: of each thing, with what to call it."""
    if not isinstance(value, wire.Items):
        raise wrong_type(what, say("a tuple of {n}", n=len(readers)), value)
    if len(value.items) != len(readers):
        raise other(what, say("{n} things", n=len(readers)), value, "wrong_shape")
    return tuple(reader(item, called) for (reader, called), item in zip(readers, value.items, strict=True))


def mapping(reader: Reader, *keys: str) -> Reader:
    """A dict with these keys (other keys are ignored)."""
    wanted = say("a dict with the keys {keys}", keys=", ".join(map(repr, keys)))

    def read(value: wire.Value, what: str) -> dict[str, Any]:
        if not isinstance(value, wire.Dict):
            raise wrong_type(what, wanted, value)
        if missing := [key for key in keys if key not in value.items]:
            raise other(what, wanted, say("a dict without the key {key}", key=repr(missing[0])), "wrong_type")
        return {key: reader(value.items[key], entry(repr(key), what)) for key in keys}

    return read


def _real(value: wire.Tensor, what: str, integers: bool = False) -> np.ndarray:
    if value.dtype in _REAL or (integers and value.dtype.startswith(("int", "uint"))):
        return to_array(value)
    raise wrong_type(what, say("floating point numbers"), value)


def all_finite(array: np.ndarray, what: str) -> np.ndarray:
    """The array. Raises StudentError where it holds NaN or infinity."""
    if np.isfinite(array).all():
        return array
    kind = say("NaN (not a number)") if np.isnan(array).any() else say("infinity")
    raise StudentError(
        "not_finite",
        say("{what} contains {kind}, expected finite numbers", what=what, kind=kind),
        expected=say("finite numbers"),
        actual=kind,
        fingerprint=array,
    )


def wrong_type(what: str, expected: str, value: wire.Value) -> StudentError:
    return other(what, expected, value, "wrong_type")


def other(what: str, expected: str, value: wire.Value | Message, cause: Cause) -> StudentError:
    """Another kind of thing than expected; value: that, or a description of it. The fingerprint says of which result:
    None for all of them is another mistake than None for the second."""
    actual = value if isinstance(value, Message) else described(value)
    message = say("{what} is {actual}, expected {expected}", what=what, actual=actual, expected=expected)
    shown: dict[str, Any] = {"expected": expected, "actual": actual, "fingerprint": f"{what}: {actual}"}
    if isinstance(value, wire.Kept) and value.kind.startswith("stub of "):
        shown |= {"reading": meaning(value.kind), "fingerprint": None}
    return StudentError(cause, message, **shown)


def described(value: wire.Value) -> str:
    """The kind of thing a value is, in words."""
    match value:
        case None:
            return say("None (is a return missing?)")
        case wire.Kept(kind="builtin_function_or_method" | "method" | "function"):
            return say("a function (are the () of a call missing?)")
        case bool() | int() | float():
            return say("the {kind} {value}", kind=type(value).__name__, value=repr(value))
        case str():
            return say("the text {text}", text=repr(one_line(value, 40)))
        case wire.Tensor():
            words = {"dtype": value.dtype, "shape": str(value.shape), "device": one_line(value.device, 20)}
            if value.library != "torch":
                return say("a {dtype} array of shape {shape}", **words)
            if value.device == "cpu":
                return say("a {dtype} tensor of shape {shape}", **words)
            return say("a {dtype} tensor of shape {shape} on {device}", **words)
        case wire.Items():
            return say("a {kind} of {n}", kind=value.kind, n=len(value.items))
        case wire.Record():
            return say("a dataclass {kind}", kind=one_line(value.kind, 80))
        case wire.Dict():
            return say("a dict of {n}", n=len(value.items))
        case wire.Kept() if value.kind.startswith("stub of "):
            return say("what a stub of {module} returned", module=one_line(value.kind.removeprefix("stub of "), 60))
        case wire.Kept():
            return say("an object of type {kind}", kind=one_line(value.kind, 80))
        case wire.Given() | wire.Callback() | wire.Own():
            return say("an object")
