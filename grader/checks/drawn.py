"""Distributions in a check's table of cases: each grading draws what is asked from the range that the contract allows.

A fixed table is a schedule: an answer can be right for just those sizes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .data import Data


@dataclass(frozen=True)
class Drawn:
    """Stands in a case for a value that each grading draws."""

    draw: Callable[[Data], Any]


def sizes(low: int, high: int) -> Drawn:
    """A whole number, both ends included, log-uniform: as many between 3 and 30 as between 30 and 300."""
    return Drawn(lambda data: data.size(low, high))


def magnitudes(low: float, high: float) -> Drawn:
    """A positive number, log-uniform."""
    return Drawn(lambda data: data.magnitude(low, high))


def shapes(dimensions: Drawn | int, entries: Drawn | int) -> Drawn:
    """A tensor's sizes. entries: at least so many, unless there is no dimension."""
    return Drawn(lambda data: data.shape(*drawn((dimensions, entries), data)))


def any_of(*choices: Any) -> Drawn:
    """One of these, which may be drawn themselves."""
    return Drawn(lambda data: drawn(choices[int(data.integers(0, len(choices)))], data))


SOME, MANY = sizes(2, 60), sizes(200, 400)
"""Of samples, or of steps. MANY: far out, or until it has converged."""
TINY, MEDIUM, LARGE = magnitudes(1e-3, 3e-3), magnitudes(0.03, 30.0), magnitudes(300.0, 1000.0)
SIGN, DTYPE = any_of(1, -1), any_of("float32", "float64")


def drawn(case: Any, data: Data) -> Any:
    """The case with every distribution in it, and in tuples in it, replaced by a value."""
    if isinstance(case, tuple):
        return tuple(drawn(part, data) for part in case)
    return case.draw(data) if isinstance(case, Drawn) else case
