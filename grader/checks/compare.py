"""Comparing numbers: type, shape and finiteness were settled when the answer was read (answers.py), so here are values.

A value is right when `error <= atol + rtol * |expected|`, written so that NaN fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.checks.readings import reading
from grader.errors import Cause
from grader.outcomes.outcome import PASSED, Outcome
from grader.text import numbers

from .evidence import entries


@dataclass(frozen=True)
class Tolerance:
    """`rtol` times the expected entry, plus `scaled` times the largest expected entry (for entries that cancel), plus
    `absolute`, for where 0 is expected."""

    rtol: float
    scaled: float
    absolute: float = 1e-30

    def allowed(self, expected: np.ndarray) -> np.ndarray:
        magnitude = np.abs(expected)
        return self.rtol * magnitude + self.scaled * np.max(magnitude, initial=0.0) + self.absolute


TOLERANCES = {
    "float16": Tolerance(5e-3, 5e-3),
    "bfloat16": Tolerance(3e-2, 3e-2),
    "float32": Tolerance(1e-4, 1e-5),
    "float64": Tolerance(1e-12, 1e-12),
}
"""float32's serves for float64 data too (a right answer computed in float32 loses nothing), except where an exercise
asks for float64's own precision; that one is tight enough to tell a formula from finite differences."""

Number = float | np.ndarray


def close(
    actual: Number,
    expected: Number,
    what: str = "your answer",
    *,
    cause: Cause = "wrong_value",
    samples: int | None = None,
    tolerance: Tolerance = TOLERANCES["float32"],
    given: object = None,
    names: Sequence[str] = (),
) -> Outcome:
    """Whether `actual` has `expected`'s shape and values.

    A scalar may have one element instead of none. samples: N, where a factor of N has a meaning. given: the input, in
    words, shown with a mismatch. names: what to call each entry of a vector, in place of `what`[0], `what`[1]…
    """
    a, e = np.asarray(actual), np.asarray(expected)
    if a.size == 1 and e.size == 1 and max(a.ndim, e.ndim) <= 1:
        a, e = a.reshape(()), e.reshape(())
    if a.shape != e.shape:
        return Outcome(
            passed=False,
            cause="wrong_shape",
            message=f"{what} has the shape {shape(a)}, expected {shape(e)}",
            expected=shape(e),
            actual=shape(a),
            reading=reading(a, e, samples),
            evidence=a,
        )
    if right(a, e, tolerance).all():
        return PASSED
    index = worst(a, e, tolerance)
    at = f"[{', '.join(map(str, index))}]" if index else ""
    if names and index:
        what, at = names[index[0]], ""
    got, wanted = numbers(a[index], e[index])
    return Outcome(
        passed=False,
        cause=cause if np.isfinite(a[index]) else "not_finite",
        message=f"{what}{at} is {got}, expected {wanted}{f', for {given}' if given else ''}",
        expected=wanted,
        actual=got,
        where=at or None,
        reading=reading(a, e, samples),
        entries=entries(a, e, ~right(a, e, tolerance), index),
        evidence=a,
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


def equal(actual: Any, expected: Any, message: str, *, cause: Cause = "wrong_state") -> Outcome:
    """Whether two plain things (names, flags, sets of names) are equal."""
    if actual == expected:
        return PASSED
    return Outcome(
        passed=False, cause=cause, message=message, expected=str(expected), actual=str(actual), evidence=repr(actual)
    )


def shape(array: np.ndarray) -> str:
    return "() (a single number)" if array.ndim == 0 else str(array.shape)


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
    return _Shown(inputs) if sum(np.size(value) for value in inputs.values()) <= 12 else None
