"""Naming a mistake: the exercise's known wrong answers are run through the failed check on the same data, and one that
fails in the same way with the same numbers is the student's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.course import Mistake
from grader.outcome import Outcome
from grader.readings import SAME


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
