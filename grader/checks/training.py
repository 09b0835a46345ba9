"""Loss curves: a student's training against the reference's, step by step."""

from __future__ import annotations

import numpy as np

from grader.checks.readings import SAME
from grader.outcomes.outcome import PASSED, Curves, Outcome, finite
from grader.text import numbers

TRAJECTORY_RTOL = 1e-4
LONGEST = 10_000
"""Losses that are kept for the report, where there are more than were asked for."""
FLOOR = 0.01
"""A loss counts as at least this part of the largest one: another order of summation is never an error."""


def trajectory(
    actual: np.ndarray, expected: np.ndarray, *, rtol: float = TRAJECTORY_RTOL, what: str = "the loss"
) -> Outcome:
    """Whether the losses follow the reference's, each relative to max(|loss_i|, 1 % of the largest).

    Shapes: (n,) both. On a mismatch: the first step at which they part, and by how much.
    """
    if actual.shape != expected.shape:
        return Outcome(
            passed=False,
            cause="wrong_shape",
            message=f"the number of losses is {actual.size}, expected {expected.size}: one a step",
            expected=f"{expected.size} losses",
            actual=f"{actual.size} losses",
            reading="Is `return` inside the loop?" if actual.size == 1 < expected.size else None,
            evidence=actual,
            curves=Curves(finite(actual[:LONGEST]), finite(expected), min(actual.size, expected.size)),
        )
    scale = np.maximum(np.abs(expected), FLOOR * np.max(np.abs(expected), initial=0.0))
    with np.errstate(all="ignore"):
        good = np.abs(actual - expected) <= rtol * scale + 1e-30
    if good.all():
        return PASSED
    first = int(np.argmin(good))
    curves = Curves(finite(actual), finite(expected), first)
    a, e = numbers(actual[first], expected[first])
    if not np.isfinite(actual[first]):
        return Outcome(
            passed=False,
            cause="not_finite",
            message=f"{what} is {a} at step {first}, expected {e}",
            expected=e,
            actual=a,
            where=f"step {first}",
            curves=curves,
            evidence=actual,
        )
    off = abs(actual[first] - expected[first]) / scale[first]
    how_far = f"{off:.2%} off" if off < 100 else "far off"
    return Outcome(
        passed=False,
        cause="wrong_trajectory",
        message=f"{what} leaves the reference at step {first}: {a}, expected {e} ({how_far})",
        expected=e,
        actual=a,
        where=f"step {first}",
        reading=_reading(actual, expected, first, rtol),
        curves=curves,
        evidence=actual,
    )


def _reading(actual: np.ndarray, expected: np.ndarray, first: int, rtol: float) -> str | None:
    def follows(a: np.ndarray, e: np.ndarray) -> bool:
        return a.size > 1 and bool((np.abs(a - e) <= max(rtol, SAME) * np.abs(e) + 1e-30).all())

    if follows(actual[:-1], expected[1:]):
        return "Your losses are the expected ones one step early: the loss is recorded after the update, not before it."
    if follows(actual[1:], expected[:-1]):
        return "Your losses are the expected ones one step late: the first update comes too late."
    with np.errstate(all="ignore"):
        ratio = actual / expected
    if np.isfinite(ratio).all() and (np.abs(ratio - ratio[0]) <= SAME * abs(ratio[0])).all():
        return f"Every loss is {ratio[0]:.6g} times what is expected."
    if first == 0:
        return (
            "The losses differ from the very first one, before any update: the starting values, the prediction or the "
            "loss differs inside the function that trains."
        )
    if first == 1:
        return "The first loss is right, the second is not: look at the gradient and the update."
    return f"The first {first} losses are right: look at what is carried over from one step to the next."
