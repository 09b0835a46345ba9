"""A student's attempts, and what a report tells of them beside the exercises that were graded just now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from grader.outcomes.result import ExerciseResult, Result

ATTEMPTED = ("passed", "failed")


class Attempt(msgspec.Struct):
    """One grading: the score of each exercise that was attempted. checks: exercise -> check -> its status; older lines
    have none."""

    graded_at: str
    seed: str
    score: float
    points: float
    exercises: dict[str, float]
    checks: dict[str, dict[str, str]] = {}


@dataclass(frozen=True)
class Change:
    """An exercise beside the last attempt at it. before, after: scores. passing, failing: titles of the checks that
    pass now and failed then, and the reverse."""

    exercise: str
    title: str
    before: float
    after: float
    passing: list[str]
    failing: list[str]

    @property
    def any(self) -> bool:
        return bool(self.passing or self.failing or self.before != self.after)


@dataclass(frozen=True)
class Moment:
    """How far one was after an attempt. score: all exercises of the page, each as graded last. exercises: those that
    this attempt graded, with their scores."""

    graded_at: str
    score: float
    exercises: dict[str, float]


@dataclass(frozen=True)
class Before:
    """earlier: exercise -> when it was graded (as `graded_at`), of those that are shown as an earlier grading left
    them. changes: of each exercise graded now that had been attempted before. moments: from the first attempt to this
    one, as many as are shown; attempts: how many there are. stored: it is told of a gradebook's attempts, of which the
    newest need not be the one that counts."""

    earlier: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    moments: Sequence[Moment] = ()
    attempts: int = 0
    stored: bool = False


NOTHING = Before()


def attempt_of(result: Result) -> Attempt:
    tried = [exercise for exercise in result.exercises if exercise.status in ATTEMPTED]
    scores = {exercise.id: exercise.score for exercise in tried}
    checks = {exercise.id: {str(check.name): str(check.status) for check in exercise.checks} for exercise in tried}
    return Attempt(result.graded_at, result.seed, result.score, result.points, scores, checks)


def changes(attempts: Sequence[Attempt], exercises: Sequence[ExerciseResult]) -> Iterator[Change]:
    """attempts: the earlier ones, oldest first."""
    for exercise in exercises:
        last = next((attempt for attempt in reversed(attempts) if exercise.id in attempt.exercises), None)
        if last and exercise.status in ATTEMPTED:
            yield _change(exercise, last)


def _change(exercise: ExerciseResult, last: Attempt) -> Change:
    was = last.checks.get(exercise.id, {})
    passing, failing = (
        [check.title for check in exercise.checks if (was.get(check.name), check.status) == turned]
        for turned in (("failed", "passed"), ("passed", "failed"))
    )
    return Change(exercise.id, exercise.title, last.exercises[exercise.id], exercise.score, passing, failing)


def moments(attempts: Sequence[Attempt], points: Mapping[str, float]) -> Iterator[Moment]:
    """points: of each exercise on the page. Attempts at other exercises are passed over."""
    latest: dict[str, float] = {}
    for attempt in attempts:
        if graded := {name: score for name, score in attempt.exercises.items() if name in points}:
            latest |= graded
            yield Moment(attempt.graded_at, sum(latest.values()), graded)
