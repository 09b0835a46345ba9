"""An answer in a normal form: numbers and flags by place, small however large it was, to be told equal or not."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.checks.answers import Reader, Scalar
from grader.checks.readings import SAME
from grader.errors import StudentError
from grader.worker.convert import to_array
from grader.worker.messages import wire

LARGEST = 4096
"""Numbers of one array that are kept; of a larger one, its shape and SUMS sums of it."""
SUMS, ENTRIES, NUMBERS, DEPTH = 16, 400, 20_000, 6
"""ENTRIES, NUMBERS: as many places of one answer are looked at, the first ones, with as many numbers in them, about."""

GRADIENT = "gradient of"
Place = tuple[str, ...]
"""What answered, and where in its answer: ("train", "1"); ("gradient of", "x"); ("its parameters", "weight")."""
Found = np.ndarray | str
"""The numbers (float64), or the kind of thing there in place of numbers."""
Answer = tuple[tuple[Place, Found], ...]


def answer_of(request: wire.Request, value: wire.Value, readers: Mapping[str, Reader], names: Sequence[str]) -> Answer:
    """What came back. names: of what a VectorJacobian differentiates by."""
    match request:
        case wire.Call(on=0, only_keep=False) if request.function in readers or "." in request.function:
            return _read(request.function, value, readers)
        case wire.VectorJacobian() if isinstance(value, wire.Items):
            named = zip(names, value.items, strict=False)
            return _limited(part for name, each in named for part in _flat((GRADIENT, name), each))
        case wire.Call():
            return _limited(_flat((f"its {request.function}",), value))
        case wire.Inspect():
            return _limited(_flat((f"its {request.what}",), value))
    return ((("its answer",), type(value).__name__),)


def _read(function: str, value: wire.Value, readers: Mapping[str, Reader]) -> Answer:
    reader = readers.get(function) or readers.get(function.partition(".")[0])
    try:
        read = reader(value, "") if reader else value
    except StudentError as error:
        return failure((function,), error)
    return _limited(_flat((function,), read))


def failure(place: Place, error: StudentError) -> Answer:
    """An answer that cannot be read, or none."""
    return ((place, f"! {error.cause}"),)


def _limited(parts: Iterable[tuple[Place, Found]]) -> Answer:
    found, numbers = list[tuple[Place, Found]](), 0
    for place, part in parts:
        numbers += 1 if isinstance(part, str) else part.size
        if len(found) >= ENTRIES or numbers > NUMBERS:
            break
        found.append((place, part))
    return tuple(found)


def _flat(place: Place, value: Any, depth: int = DEPTH) -> Iterator[tuple[Place, Found]]:
    match value:
        case wire.Tensor():
            yield place, _array(to_array(value))
            yield (*place, "flags"), f"{value.dtype} {value.requires_grad} {value.is_leaf} {value.has_grad}"
        case np.ndarray():
            yield place, _array(value)
        case Scalar():
            yield place, np.asarray(value.value)
        case bool() | str() | None:
            yield place, repr(value)[:200]
        case int() | float():
            yield place, _array(np.asarray(float(value)))
        case wire.Items() | wire.Dict() | tuple() | list() | dict() if depth:
            yield from _inside(place, value, depth)
        case _:
            yield place, type(value).__name__


def _inside(place: Place, value: Any, depth: int) -> Iterator[tuple[Place, Found]]:
    items = value.items if isinstance(value, wire.Items | wire.Dict) else value
    named = items.items() if isinstance(items, dict) else enumerate(items)
    yield (*place, "length"), str(len(items))
    for name, item in named:
        yield from _flat((*place, str(name)), item, depth - 1)


def _array(array: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        numbers = array.astype(np.complex128).real if array.dtype.kind == "c" else array.astype(np.float64)
    if numbers.size <= LARGEST:
        return numbers
    buckets, signs = _sums(numbers.size)
    with np.errstate(all="ignore"):
        return np.bincount(buckets, weights=signs * numbers.ravel(), minlength=SUMS)


@functools.lru_cache(maxsize=4)
def _sums(size: int) -> tuple[np.ndarray, np.ndarray]:
    """To which of SUMS sums each number goes, and with which sign."""
    random = np.random.Generator(np.random.PCG64(size))
    return random.integers(0, SUMS, size, dtype=np.int64), random.choice(np.array([-1.0, 1.0]), size)


def same(a: Found, b: Found) -> bool:
    """Equal to SAME, each number relative to itself, or to 1 % of the largest: another order of summation does not
    count. What is not finite has to be so in both."""
    if isinstance(a, str) or isinstance(b, str):
        return isinstance(a, str) and isinstance(b, str) and a == b
    if a.shape != b.shape:
        return False
    finite = np.isfinite(b)
    if not np.array_equal(np.isfinite(a), finite):
        return False
    a, b = a[finite], b[finite]
    with np.errstate(all="ignore"):
        size = np.abs(b)
        near = np.abs(a - b) <= SAME * np.maximum(size, 0.01 * np.max(size, initial=0.0)) + 1e-12
    return bool(near.all())


def alike(a: Answer, b: Answer) -> bool:
    return len(a) == len(b) and all(p == q and same(x, y) for (p, x), (q, y) in zip(a, b, strict=True))


def numbers_in(answer: Answer) -> int:
    """How many finite numbers it has."""
    return sum(int(np.isfinite(found).sum()) for _, found in answer if not isinstance(found, str))


def some_in(answer: Answer) -> int:
    """How many finite numbers other than 0: those prove something."""
    return sum(int((np.isfinite(found) & (found != 0)).sum()) for _, found in answer if not isinstance(found, str))


@np.errstate(all="ignore")
def digest(answers: Sequence[Answer]) -> str:
    """Short, and the same for answers that differ in rounding only (nearly always: a number may lie on an edge)."""
    parts = [f"{place}{_rough(found)}" for answer in answers for place, found in answer]
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:12]


def _rough(found: Found) -> str:
    """Two digits of each of a few sums."""
    if isinstance(found, str):
        return found
    numbers = found.ravel()
    if not np.isfinite(numbers).all():
        return f"{found.shape}not finite"
    with np.errstate(all="ignore"):
        sums = [float(numbers @ np.cos(k * np.arange(numbers.size))) for k in (0.0, 1.0)]
        scale = float(np.abs(numbers).sum())
    return f"{found.shape}" + "".join(f" {0.0 if abs(s) < 1e-3 * scale else s:.2g}" for s in sums)
