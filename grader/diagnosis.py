"""Naming a mistake: the exercise's known wrong answers are run through the failed check on the same data, and one that
fails in the same way with the same numbers is the student's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import numpy as np

from grader.course import Mistake
from grader.outcome import Candidate, Curves, Outcome, finite
from grader.readings import SAME

CANDIDATES = 3
"""Explanations that are laid over a loss curve."""


def same_failure(a: Outcome, b: Outcome) -> bool:
    """Whether two failed outcomes show the same wrong answer."""
    if a.passed or b.passed or a.cause != b.cause or a.evidence is None or b.evidence is None:
        return False
    return _same(a.evidence, b.evidence)


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return type(a) is type(b) and a == b
    x, y = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if x.shape != y.shape:
        return False
    finite = np.isfinite(y)
    if not np.array_equal(np.isfinite(x), finite):
        return False
    scale = float(np.max(np.abs(y[finite]), initial=0.0))
    return bool((np.abs(x[finite] - y[finite]) <= SAME * np.maximum(np.abs(y[finite]), 0.01 * scale) + 1e-12).all())


def recognised(outcome: Outcome, candidates: Iterable[tuple[Mistake, Outcome]]) -> Mistake | None:
    """The first of the mistakes whose outcome shows the same wrong answer."""
    return next((mistake for mistake, other in candidates if same_failure(outcome, other)), None)


def explained(curves: Curves, others: Mapping[str, Outcome], recognised: str | None) -> Curves:
    """The curves with candidates: what the losses would be with a mistake. others: mistake -> what the same check
    found of it; only those on the same data say something here."""
    same = {n: o.curves for n, o in others.items() if o.curves and o.curves.expected == curves.expected}
    found = {name: other.actual for name, other in same.items() if len(other.actual) == len(curves.expected)}
    nearest = sorted(found, key=lambda name: (name != recognised, _apart(found[name], curves.actual), name))
    candidates = [Candidate(name, finite(found[name])) for name in nearest[:CANDIDATES]]
    return msgspec.structs.replace(curves, candidates=candidates)


def _apart(losses: list[float | None], actual: list[float | None]) -> float:
    """How far two curves lie apart, as the eye has it on a logarithmic scale; infinite where one has gaps."""
    if len(losses) != len(actual):
        return float("inf")
    a, b = (np.log(np.abs(np.array(curve, dtype=float)) + 1e-12) for curve in (losses, actual))
    distance = float(np.mean(np.abs(a - b))) if a.size else 0.0
    return distance if np.isfinite(distance) else float("inf")
