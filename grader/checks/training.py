"""Loss curves: a student's training against the reference's, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.errors import Cause
from grader.message import say, worded
from grader.outcomes.outcome import Curves, Outcome, finite
from grader.text import numbers

from .claims import claim, fingerprint
from .compare import close
from .functions import Function
from .readings import SAME

TRAJECTORY_RTOL = 1e-4
LONGEST = 10_000
"""Losses that are kept for the report, where there are more than were asked for."""
THE_LOSS = say("the loss")
FLOOR = 0.01
"""A loss counts as at least this part of the largest one: another order of summation is never an error."""


def trajectory(actual: np.ndarray, expected: np.ndarray, **how: Any) -> None:
    """Claims that the losses follow the reference's. how: as in `departure`. Raises CheckFailed."""
    claim(departure(actual, expected, **how))


def first_loss(actual: np.ndarray, expected: np.ndarray, **how: Any) -> None:
    """Claims that the losses of a single step are right. Shapes: (1,) both. how: as in `compare.difference`."""
    if actual.size != 1:
        trajectory(actual, expected)
    close(actual, expected, say("the first loss"), **how)


def train_alike(
    train: Function,
    reference: Function,
    *problem: Any,
    returned: Sequence[str | Sequence[str]] = (),
    losses: bool = True,
    more: int = 0,
    rtol: float = TRAJECTORY_RTOL,
    samples: int | None = None,
    given: object = None,
    **how: Any,
) -> None:
    """Claims that two trainings on the same problem give the same losses, and besides them the same results.

    They return the losses, or a tuple with the losses last. returned: what to call each result before the losses, a
    sequence of names where one is a vector; without any, only the losses are compared. losses=False: only the results
    are. more: a number of steps, the problem's last part, that tells mistakes apart which agree in these. rtol: of the
    losses. samples, given, how: as in `compare.difference`.
    """
    mine, wanted = _results(train(*problem)), _results(reference(*problem))
    further = (lambda: train(*problem[:-1], more)) if more else ()
    with fingerprint(further or (mine if returned else ())):
        if losses and wanted[-1].size == 1:
            first_loss(mine[-1], wanted[-1], samples=samples, given=given)
        elif losses:
            trajectory(mine[-1], wanted[-1], rtol=rtol)
        for i, called in enumerate(returned):
            names = {"what": called} if isinstance(called, str) else {"names": called}
            close(_array(mine[i]), _array(wanted[i]), **names, samples=samples, given=given, **how)


def _array(result: Any) -> Any:
    return np.array(result, dtype=float) if isinstance(result, tuple) else result


def _results(returned: Any) -> tuple[Any, ...]:
    return returned if isinstance(returned, tuple) else (returned,)


def departure(
    actual: np.ndarray,
    expected: np.ndarray,
    *,
    rtol: float = TRAJECTORY_RTOL,
    what: str = THE_LOSS,
    at: Sequence[str] = (),
    cause: Cause = "wrong_trajectory",
) -> Outcome | None:
    """Where the losses leave the reference's, each relative to max(|loss_i|, 1 % of the largest); None if they do not.

    Shapes: (n,) both. The first step at which they part, and by how much. at: what to call each step, for numbers that
    are not a curve; the first that is wrong is then told by itself.
    """
    if actual.shape != expected.shape:
        return _miscounted(actual, expected)
    scale = np.maximum(np.abs(expected), FLOOR * np.max(np.abs(expected), initial=0.0))
    with np.errstate(all="ignore"):
        good = np.abs(actual - expected) <= rtol * scale + 1e-30
    if good.all():
        return None
    first = int(np.argmin(good))
    a, e = numbers(actual[first], expected[first])
    words: dict[str, Any] = {"what": worded(what), "step": first, "actual": a, "expected": e}
    shown: dict[str, Any] = {"expected": e, "actual": a, "where": say("step {step}", step=first), "fingerprint": actual}
    curves = Curves(finite(actual), finite(expected), first)
    if not np.isfinite(actual[first]):
        message = say("{what} is {actual} at step {step}, expected {expected}", **words)
        return Outcome.failed("not_finite", message, curves=curves, **shown)
    if at:
        shown["where"] = words["where"] = worded(at[first])
        return Outcome.failed(cause, say("{what} of {where} is {actual}, expected {expected}", **words), **shown)
    off = abs(actual[first] - expected[first]) / scale[first]
    words["how_far"] = say("{percent} off", percent=f"{off:.2%}") if off < 100 else say("far off")
    message = say("{what} leaves the reference at step {step}: {actual}, expected {expected} ({how_far})", **words)
    read = _reading(actual, expected, first, rtol)
    return Outcome.failed("wrong_trajectory", message, reading=read, curves=curves, **shown)


def _miscounted(actual: np.ndarray, expected: np.ndarray) -> Outcome:
    return Outcome.failed(
        "wrong_shape",
        say("the number of losses is {n}, expected {expected}: one a step", n=actual.size, expected=expected.size),
        expected=say("{n} losses", n=expected.size),
        actual=say("{n} losses", n=actual.size),
        reading=_count_in_words(actual, expected),
        fingerprint=actual,
        curves=Curves(finite(actual[:LONGEST]), finite(expected), min(actual.size, expected.size)),
    )


def _count_in_words(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if actual.size == 1 < expected.size:
        return say("Is `return` inside the loop, or is the list made again in each step?")
    n = expected.size
    if 1 < n < actual.size and (np.abs(actual[-n:] - expected) <= SAME * np.abs(expected) + 1e-30).all():
        return say(
            "The last {n} losses are the expected ones, and others stand before them: is the list kept from an earlier "
            "call? Make it inside the function.",
            n=n,
        )
    if actual.size > n + 1:  # one more is a loss after the last update
        return say(
            "There are more losses than steps: is the list kept from an earlier call (make it inside the function), or "
            "is more than one loss recorded in a step?"
        )
    return None


def _reading(actual: np.ndarray, expected: np.ndarray, first: int, rtol: float) -> str | None:
    def follows(a: np.ndarray, e: np.ndarray) -> bool:
        return a.size > 1 and bool((np.abs(a - e) <= max(rtol, SAME) * np.abs(e) + 1e-30).all())

    if follows(actual[:-1], expected[1:]):
        return say(
            "Your losses are the expected ones one step early: the loss is recorded after the update, not before it."
        )
    if follows(actual[1:], expected[:-1]):
        return say("Your losses are the expected ones one step late: the first update comes too late.")
    if actual.size > 2 and (actual == actual[0]).all() and not (expected == expected[0]).all():
        return say(
            "All your losses are the same number: is the loss computed only once, outside of the loop, or does nothing "
            "move the parameters?"
        )
    with np.errstate(all="ignore"):
        ratio = actual / expected
    if np.isfinite(ratio).all() and (np.abs(ratio - ratio[0]) <= SAME * abs(ratio[0])).all():
        return say("Every loss is {factor} times what is expected.", factor=f"{ratio[0]:.6g}")
    if first == 0:
        return say(
            "The losses differ from the very first one: the starting values, the prediction or the loss differs inside "
            "the function that trains, or an update comes before the first loss."
        )
    if first == 1:
        return say("The first loss is right, the second is not: look at the gradient and the update.")
    return say("The first {n} losses are right: look at what is carried over from one step to the next.", n=first)
