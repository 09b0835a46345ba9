"""One check's finding, and what the report can show beside it. Plain data: it is stored and read back."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from grader.errors import Cause


class Curves(msgspec.Struct, frozen=True):
    """Two loss curves; `first` is the first step at which they part. null stands for a number that is not finite."""

    actual: list[float | None]
    expected: list[float | None]
    first: int | None


class Jacobians(msgspec.Struct, frozen=True):
    """d output / d input, one row an output element: by the student's backward, by differences of the student's
    forward, and the reference's. `row`, `column`: the worst entry."""

    wrt: str
    analytic: list[list[float | None]]
    numeric: list[list[float | None]]
    expected: list[list[float | None]]
    row: int
    column: int


class Frame(msgspec.Struct, frozen=True):
    """A line of a traceback in the student's own file or cell."""

    file: str
    line: int
    function: str
    text: str


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found. True in a condition when it passed, so that `a and b` is the first failure or the last.

    expected, actual: the two values in words, at `where`. reading: what is generally true of the difference ("exactly
    8 times too large"). evidence: the wrong answer itself, for telling whether a known mistake gives the same; it is
    not stored.
    """

    passed: bool
    cause: Cause | None = None
    message: str = ""
    expected: str | None = None
    actual: str | None = None
    where: str | None = None
    reading: str | None = None
    curves: Curves | None = None
    jacobians: Jacobians | None = None
    frames: list[Frame] = []
    evidence: Any = None

    def __bool__(self) -> bool:
        return self.passed


PASSED = Outcome(passed=True)


def finite(values: Any) -> Any:
    """Nested lists of floats for storing, None where a number is not finite."""
    array = np.asarray(values, dtype=float)
    return np.where(np.isfinite(array), array.astype(object), np.array(None)).tolist()
