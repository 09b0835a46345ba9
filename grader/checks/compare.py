"""Comparing numbers: type, shape and finiteness were settled when the answer was read (answers.py), so here are values.

A value is right when `error <= atol + rtol * |expected|`, written so that NaN fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import Cause
from grader.message import say, worded
from grader.outcomes.outcome import Outcome
from grader.text import numbers

from .claims import claim, real
from .evidence import entries
from .readings import reading


@dataclass(frozen=True)
class Tolerance:
    """`rtol` times the expected entry, plus `scaled` times the largest expected entry (for entries that cancel), plus
    `absolute`, plus `at_zero` for entries that are expected to be 0. The first three may differ from entry to entry."""

    rtol: float | np.ndarray
    scaled: float | np.ndarray
    absolute: float | np.ndarray = 1e-30
    at_zero: float = 0.0

    def allowed(self, expected: np.ndarray) -> np.ndarray:
        magnitude = np.abs(expected)
        absolute = self.absolute + self.at_zero * (magnitude == 0)
        allowed: np.ndarray = self.rtol * magnitude + self.scaled * np.max(magnitude, initial=0.0) + absolute
        return allowed


TOLERANCES = {
    "float16": Tolerance(5e-3, 5e-3),
    "bfloat16": Tolerance(3e-2, 3e-2),
    "float32": Tolerance(1e-4, 1e-5),
    "float64": Tolerance(1e-12, 1e-12),
}
"""float32's serves for float64 data too (a right answer computed in float32 loses nothing), except where an exercise
asks for float64's own precision; that one is tight enough to tell a formula from finite differences."""

FINITE_DIFFERENCES = Tolerance(1e-4, 1e-5, at_zero=1e-4)
"""float32's, where finite differences are a right answer too: they only come near a 0 that is expected."""

Number = float | np.ndarray
YOUR_ANSWER = say("your answer")


def close(actual: Number, expected: Number, what: str = YOUR_ANSWER, **how: Any) -> None:
    """Claims that `actual` has `expected`'s shape and values. how: as in `difference`. Raises CheckFailed."""
    claim(difference(actual, expected, what, **how))


def is_close(actual: Number, expected: Number, tolerance: Tolerance = TOLERANCES["float32"]) -> bool:
    """The same as a condition, which claims nothing."""
    return difference(actual, expected, tolerance=tolerance) is None


def difference(
    actual: Number,
    expected: Number,
    what: str = YOUR_ANSWER,
    *,
    cause: Cause = "wrong_value",
    samples: int | None = None,
    tolerance: Tolerance = TOLERANCES["float32"],
    given: object = None,
    names: Sequence[str] = (),
    reads: bool = True,
) -> Outcome | None:
    """How `actual` differs from `expected`; None where it does not.

    A scalar may have one element instead of none. samples: N, where a factor of N has a meaning. given: the input, in
    words, shown with a mismatch. names: what to call each entry of a vector, in place of `what`[0], `what`[1]…
    reads: whether something generally true of the difference is looked for.
    """
    a, e = np.asarray(actual), np.asarray(expected)
    is_complex = np.iscomplexobj(a) or np.iscomplexobj(e)
    if a.size == 1 and e.size == 1 and max(a.ndim, e.ndim) <= 1:
        a, e = a.reshape(()), e.reshape(())
    if a.shape == e.shape and (good := right(a, e, tolerance)).all():
        return None
    read = reading(a, e, samples) if reads and not is_complex else None
    if a.shape != e.shape:
        shapes = {"actual": shape(a), "expected": shape(e)}
        message = say("{what} has the shape {actual}, expected {expected}", what=worded(what), **shapes)
        return Outcome.failed("wrong_shape", message, reading=read, fingerprint=real(a), **shapes)
    index = worst(a, e, tolerance)
    at = f"[{', '.join(map(str, index))}]" if index else ""
    if names and index:
        what, at = names[index[0]], ""
    got, wanted = numbers(a[index], e[index])
    words = {"what": say("{of}{at}", of=worded(what), at=at), "actual": got, "expected": wanted}
    message = say("{what} is {actual}, expected {expected}", **words)
    if given:
        message = say("{what} is {actual}, expected {expected}, for {inputs}", **words, inputs=str(given))
    return Outcome.failed(
        cause if np.isfinite(a[index]) else "not_finite",
        message,
        expected=wanted,
        actual=got,
        where=at or None,
        reading=read,
        entries=None if is_complex else entries(a, e, ~good, index),
        fingerprint=real(a),
    )


def right(actual: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> np.ndarray:
    """Entry by entry; False for NaN."""
    with np.errstate(all="ignore"):
        return np.abs(actual - expected) <= tolerance.allowed(expected)


def worst(actual: np.ndarray, expected: np.ndarray, tolerance: Tolerance) -> tuple[int, ...]:
    """The index whose error exceeds what was allowed by the largest factor; NaN comes first."""
    with np.errstate(all="ignore"):
        excess = np.abs(actual - expected) / tolerance.allowed(expected)
    flat = int(np.argmax(np.where(np.isnan(excess), np.inf, excess)))
    return tuple(int(i) for i in np.unravel_index(flat, actual.shape))


def expect(actual: Any, expected: Any, message: str, *, cause: Cause = "wrong_state") -> None:
    """Claims that two plain things (names, flags, sets of names) are equal. message: what is wrong where they are not.
    Raises CheckFailed."""
    same = actual == expected
    told = {name: it if isinstance(it, str) else str(it) for name, it in (("expected", expected), ("actual", actual))}
    claim(None if same else Outcome.failed(cause, message, **told, fingerprint=repr(actual)))


def shape(array: np.ndarray) -> str:
    return say("() (a single number)") if array.ndim == 0 else str(array.shape)


class _Shown:
    """Put into words when they are needed."""

    def __init__(self, inputs: dict[str, Any]) -> None:
        self._inputs = inputs

    def __str__(self) -> str:
        arrays = {name: np.asarray(value) for name, value in self._inputs.items()}
        words = (f"{n} = {np.array2string(array, precision=4, separator=', ')}" for n, array in arrays.items())
        return ", ".join(words)


def shown(**inputs: Any) -> object:
    """Inputs in words where they are small enough to read: `x = [1, 2], w = 0.5`; else None."""
    return _Shown(inputs) if 0 < sum(np.size(value) for value in inputs.values()) <= 12 else None
