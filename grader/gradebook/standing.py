"""What counts: of all attempts at an exercise one, less what lateness costs, unless an instructor decided otherwise.

Of the attempts that a file was handed in with, the best counts (after its own late penalty) or the last. What the
grader could not grade has no score, and neither has a total with such an exercise in it: a missing number is never
told as a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from grader.courses.course import Course
from grader.courses.late_policy import Policy
from grader.people import Student

Status = Literal["graded", "incomplete", "absent"]


@dataclass(frozen=True)
class Override:
    score: float
    reason: str
    by: str


@dataclass(frozen=True)
class ExerciseAttempt:
    """One exercise of one attempt, as it was graded. number: which of the student's attempts that is, from 1."""

    attempt: int
    number: int
    submitted_at: datetime | None
    late: bool | None
    status: str
    score: float


@dataclass(frozen=True)
class ExerciseStanding:
    """status: as in result.json, of the attempt that counts, or `absent` where nothing was ever graded. raw: its score
    as graded. penalty: percent taken for lateness. score: what counts; None where there is none. attempt: the
    gradebook's number of the attempt that counts. number: which of the student's attempts that is, from 1."""

    id: str
    points: float
    status: str
    raw: float | None = None
    score: float | None = None
    days_late: int = 0
    penalty: float = 0.0
    override: Override | None = None
    attempt: int | None = None
    number: int | None = None
    submitted_at: datetime | None = None

    @property
    def ungraded(self) -> bool:
        """The grader failed at it and nobody has decided since."""
        return self.status == "ungraded" and self.score is None


@dataclass(frozen=True)
class Standing:
    """One student. score: the total that counts, None where an exercise has none. attempts: how many are recorded.
    submitted_at: of the newest attempt."""

    student: Student
    status: Status
    exercises: tuple[ExerciseStanding, ...]
    score: float | None
    points: float
    attempts: int
    submitted_at: datetime | None

    @property
    def percent(self) -> float | None:
        return None if self.score is None or not self.points else round(100 * self.score / self.points, 2)

    @property
    def counting(self) -> str:
        """Which attempts count, for people: `2`, or `mse_gradient 1, vjp 2`; empty where there is none."""
        numbers = {e.id: e.number for e in self.exercises if e.number is not None}
        if len(set(numbers.values())) == 1:
            return str(next(iter(numbers.values())))
        return ", ".join(f"{exercise} {number}" for exercise, number in numbers.items())

    @property
    def counting_at(self) -> datetime | None:
        """When the newest of the attempts that count was handed in."""
        return max((e.submitted_at for e in self.exercises if e.submitted_at is not None), default=None)

    @property
    def ungraded(self) -> bool:
        return any(exercise.ungraded for exercise in self.exercises)

    @property
    def days_late(self) -> int:
        """Of the attempt that counts and is furthest behind."""
        return max((exercise.days_late for exercise in self.exercises), default=0)


def standing(
    student: Student,
    course: Course,
    tried: Mapping[str, Sequence[ExerciseAttempt]],
    overrides: Mapping[str, Override],
    attempts: int,
    submitted_at: datetime | None,
) -> Standing:
    """tried, overrides: by exercise; the attempts oldest first."""
    exercises = tuple(
        _exercise(e.id, e.points, course.policy, tried.get(e.id, ()), overrides.get(e.id))
        for e in course.exercises.values()
    )
    scores = [e.score for e in exercises if e.score is not None]
    whole = len(scores) == len(exercises)
    unseen = not attempts and not any(e.override for e in exercises)
    return Standing(
        student=student,
        status="absent" if unseen else "graded" if whole else "incomplete",
        exercises=exercises,
        score=round(sum(scores), 2) if whole and not unseen else None,
        points=sum(e.points for e in exercises),
        attempts=attempts,
        submitted_at=submitted_at,
    )


def _exercise(
    id: str, points: float, policy: Policy, tried: Sequence[ExerciseAttempt], override: Override | None
) -> ExerciseStanding:
    counting = _counting(tried, points, policy)
    if counting is None:  # no attempt, or none that was graded on this exercise: no one's fault
        return ExerciseStanding(id, points, "absent", score=override.score if override else None, override=override)
    days = policy.days_late(counting.submitted_at, counting.late)
    raw = None if counting.status == "ungraded" else counting.score
    return ExerciseStanding(
        id=id,
        points=points,
        status=counting.status,
        raw=raw,
        score=override.score if override else None if raw is None else _after_penalty(counting, policy),
        days_late=days,
        penalty=policy.penalty(days),
        override=override,
        attempt=counting.attempt,
        number=counting.number,
        submitted_at=counting.submitted_at,
    )


def _counting(tried: Sequence[ExerciseAttempt], points: float, policy: Policy) -> ExerciseAttempt | None:
    """An attempt without a file for the exercise counts only where there is no other. Where the newest one could not
    be graded it might be the best: it counts, unless an earlier one has everything."""
    handed_in = [t for t in tried if t.status != "missing"] or list(tried)
    if not handed_in:
        return None
    newest = handed_in[-1]
    graded = [t for t in handed_in if t.status != "ungraded"]
    if policy.counts == "last" or not graded:
        return newest
    best = max(graded, key=lambda t: _after_penalty(t, policy))  # of equals the earliest
    return newest if newest.status == "ungraded" and _after_penalty(best, policy) < points else best


def _after_penalty(tried: ExerciseAttempt, policy: Policy) -> float:
    percent = policy.penalty(policy.days_late(tried.submitted_at, tried.late))
    return round(tried.score * (1 - percent / 100), 2)
