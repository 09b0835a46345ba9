"""Why a number is right to some digits only: float32 inside a float64 computation, or an approximation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from grader.message import say
from grader.outcomes.outcome import Outcome

from .compare import Tolerance, right
from .differentiable import Differentiable

NUDGES = (1e-12, -2e-12, 3e-12)
"""Relative: far below what float32 resolves (6e-8), far above what float64 does (1e-16). More than one, as a single
number from finite differences may come out the same by chance."""
FLOAT32_ERRORS = (1e-8, 1e-6)
"""Relative errors that float32 leaves behind; differences with a step of that size leave the same."""
APPROXIMATE = say("finite differences, or some other approximation,")
Again = Callable[[Differentiable, float], np.ndarray]
"""The same numbers once more, of the student's function or of the reference, with something moved by a nudge."""


def is_rounded(actual: np.ndarray, expected: np.ndarray) -> bool:
    """Whether it is too far off for finite differences of it to say anything."""
    return not right(np.asarray(actual), np.asarray(expected), Tolerance(1e-9, 1e-9)).all()


def named_if_rounded(
    outcome: Outcome,
    actual: np.ndarray,
    expected: np.ndarray,
    sides: tuple[Differentiable, Differentiable],
    *nudged: Again,
) -> Outcome:
    """The outcome, with the reason where the numbers are right to float32's precision but not to float64's.

    sides: the student's function and the reference.
    """
    a, e = np.asarray(actual), np.asarray(expected)
    if a.shape != e.shape or not right(a, e, Tolerance(1e-5, 1e-6)).all():
        return outcome
    off = _error(a, e)
    if np.array_equal(a, a.astype(np.float32)) or any(_stands_still(a, e, sides, again) for again in nudged):
        words = say("float32 (.float(), torch.float32, …)")
    elif FLOAT32_ERRORS[0] < off < FLOAT32_ERRORS[1]:
        words = say("float32 somewhere (.float(), torch.float32, …), or finite differences,")
    else:
        words = APPROXIMATE
    error = f"{off:.0e}"
    sentence = say("It is right to about {error} only: {why} inside a float64 computation.", error=error, why=words)
    return outcome.replaced(reading=sentence, fingerprint=str(words))


def _stands_still(
    actual: np.ndarray, expected: np.ndarray, sides: tuple[Differentiable, Differentiable], again: Again
) -> bool:
    """Whether the answer stays the same to the last bit where the reference's moves: what moved was rounded away."""
    student, reference = sides
    moves = not np.array_equal(expected, again(reference, NUDGES[0]))
    return moves and all(np.array_equal(actual, again(student, nudge)) for nudge in NUDGES)


def nudged(arrays: Sequence[np.ndarray], which: int, nudge: float) -> list[np.ndarray]:
    """The arrays, one of them moved by this part of itself if it holds floats."""
    moved = arrays[which]
    if np.issubdtype(moved.dtype, np.floating):
        moved = np.asarray(moved * (1 + nudge))  # without dimensions a product is not an array any more
    return [moved if i == which else array for i, array in enumerate(arrays)]


def _error(actual: np.ndarray, expected: np.ndarray) -> float:
    return float(np.max(np.abs(actual - expected)) / max(float(np.max(np.abs(expected))), 1e-300))
