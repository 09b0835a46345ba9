"""Naming a mistake: the exercise's known wrong answers are run through the failed check on the same data, and one that
fails in the same way with the same numbers is the student's."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from grader.checks.readings import SAME
from grader.courses.course import CourseExercise, Mistake
from grader.courses.spec import Check
from grader.errors import NoWorker, SandboxError, SandboxLost
from grader.outcomes.outcome import ANY_CASE, Candidate, Curves, Outcome, finite

log = logging.getLogger("grader")

CANDIDATES = 3
"""Explanations that are laid over a loss curve."""
_WHERE = re.compile(r" on (cpu|cuda:\d+)\b")
"""The device in a sentence says nothing of a mistake: mistakes run on the CPU, wherever an answer did."""
_UNKNOWN = Outcome.ungraded("")
"""Used for a mistake that cannot be run; it matches no student."""


Key = tuple[str, str, str]
"""Exercise, check, mistake."""


@dataclass
class Diagnosis:
    """Names the mistakes of a whole class: what a check finds of a mistake is computed once.

    run: what a check finds of a mistake; what it raises changes no student's grade. known: what it has found.
    """

    run: Callable[[CourseExercise, Check, Mistake], Outcome]
    known: dict[Key, Outcome] = field(default_factory=dict)

    def of(
        self,
        exercise: CourseExercise,
        check: Check,
        outcome: Outcome,
        named: Collection[str] = (),
        passed: Collection[Check] = (),
    ) -> tuple[Mistake | None, Outcome]:
        """The first mistake that shows the same wrong answer, if any does; the outcome, any curves of it explained by
        the mistakes that were tried until then, whatever else is known by now.

        named: mistakes that other checks have shown. They go first, several can answer alike here; but where there are
        curves all are tried in their order, for the candidates.
        passed: the checks that the answer passes. A mistake that fails one of them is another one.
        """
        if outcome.status != "failed" or outcome.fingerprint is None or outcome.stops:
            return None, outcome
        tried, found = dict[str, Outcome](), None
        first = named if outcome.curves is None else ()
        for mistake in sorted(exercise.mistakes, key=lambda mistake: mistake.name not in first):
            tried[mistake.name] = self._outcome(exercise, check, mistake)
            if same_failure(outcome, tried[mistake.name]) and self._passes(exercise, passed, mistake):
                found = mistake
                break
        if outcome.curves is not None:
            curves = explained(outcome.curves, tried, found.name if found else None)
            outcome = outcome.replaced(curves=curves)
        return found, outcome

    def _passes(self, exercise: CourseExercise, checks: Collection[Check], mistake: Mistake) -> bool:
        """What calls leave behind is not asked: that check sees the calls of the others."""
        asked = [check for check in checks if check.watches is None]
        return not any(self._outcome(exercise, check, mistake).status == "failed" for check in asked)

    def _outcome(self, exercise: CourseExercise, check: Check, mistake: Mistake) -> Outcome:
        key = exercise.id, check.name, mistake.name
        with contextlib.suppress(KeyError):
            return self.known[key]
        try:
            self.known[key] = self._run(exercise, check, mistake)
        except NoWorker:
            self.known[key] = _UNKNOWN
        except Exception as error:  # a broken mistake names nothing; the student's grade stands
            log.warning("the mistake %s of %s cannot be compared: %s", mistake.name, exercise.id, error)
            if not isinstance(error, SandboxError):  # another sandbox may do better for the next student
                self.known[key] = _UNKNOWN
        return self.known.get(key, _UNKNOWN)

    def _run(self, exercise: CourseExercise, check: Check, mistake: Mistake) -> Outcome:
        try:
            return self.run(exercise, check, mistake)
        except SandboxLost:  # once more, as for a student
            return self.run(exercise, check, mistake)


def same_failure(a: Outcome, b: Outcome) -> bool:
    """Whether two failed outcomes show the same wrong answer."""
    if a.cause is None or a.cause != b.cause or a.fingerprint is None or b.fingerprint is None:
        return False
    somewhere = {None, ANY_CASE}.isdisjoint((a.case, b.case)) and not isinstance(a.fingerprint, str)
    if somewhere and a.case != b.case:
        return False  # 0 and 1 are wrong answers to many questions
    return _same(a.fingerprint, b.fingerprint)


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return isinstance(a, str) and isinstance(b, str) and _WHERE.sub("", a) == _WHERE.sub("", b)
    x, y = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if x.shape != y.shape:
        return False
    finite = np.isfinite(y)
    if not np.array_equal(np.isfinite(x), finite) or (y.size == 1 and not finite.all()):
        return False  # one NaN is like any other: whatever diverges ends there
    scale = float(np.max(np.abs(y[finite]), initial=0.0))
    return bool((np.abs(x[finite] - y[finite]) <= SAME * np.maximum(np.abs(y[finite]), 0.01 * scale) + 1e-12).all())


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
