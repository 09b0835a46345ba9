"""What counts: of all attempts at an exercise one, less what lateness costs, unless an instructor decided otherwise.

Extensions and late days that cost nothing (tokens) come before the penalty, an override after all. So a change of the
policy or of a decision changes what counts at once.

Of the attempts that a file was handed in with, the best counts (after its own late penalty) or the last. What the
grader could not grade has no score, and neither has a total with such an exercise in it: a missing number is never
told as a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from grader.courses.course import Course
from grader.courses.late_policy import Extension, Policy
from grader.gradebook import tokens
from grader.people import Student

Status = Literal["graded", "incomplete", "absent"]


@dataclass(frozen=True)
class Override:
    score: float
    reason: str
    by: str


@dataclass(frozen=True)
class Decisions:
    """What people decided about one student, by exercise. An extension of "" is one of all exercises."""

    overrides: Mapping[str, Override] = field(default_factory=dict)
    extensions: Mapping[str, Extension] = field(default_factory=dict)

    def extensions_of(self, exercise: str) -> tuple[Extension, ...]:
        return tuple(self.extensions[key] for key in (exercise, "") if key in self.extensions)


NONE = Decisions()


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
    as graded. days_late: after extensions. tokens: how many of those days cost nothing. penalty: percent taken for the
    others. due: until when it was on time; extended: by an extension. score: what counts; None where there is none.
    attempt: the gradebook's number of the attempt that counts. number: which of the student's attempts that is, from
    1."""

    id: str
    points: float
    status: str
    raw: float | None = None
    score: float | None = None
    days_late: int = 0
    tokens: int = 0
    penalty: float = 0.0
    due: datetime | None = None
    extended: bool = False
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
    submitted_at: of the newest attempt. tokens: spent at all exercises of the course, also at those not in here."""

    student: Student
    status: Status
    exercises: tuple[ExerciseStanding, ...]
    score: float | None
    points: float
    attempts: int
    submitted_at: datetime | None
    tokens: int = 0

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
    decided: Decisions,
    attempts: int,
    submitted_at: datetime | None,
) -> Standing:
    """tried: by exercise, the attempts oldest first."""
    rules = rules_of(course, decided)
    spent = spent_tokens(rules, tried, course.policy)
    exercises = tuple(rules[id].standing(tried.get(id, ()), spent.get(id, 0)) for id in course.exercises)
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
        tokens=sum(spent.values()),
    )


def rules_of(course: Course, decided: Decisions) -> dict[str, Rules]:
    """By exercise, of the whole course."""
    return {id: Rules(id, points, course.policy, decided) for id, points in course.worth.items()}


def spent_tokens(
    rules: Mapping[str, Rules], tried: Mapping[str, Sequence[ExerciseAttempt]], policy: Policy
) -> dict[str, int]:
    """Exercise -> tokens; looked for in the whole course, whatever part of it is asked for."""
    if not policy.tokens_at_one:
        return {}
    scores = {id: rules[id].scores(mine) for id, mine in tried.items() if id in rules}
    in_order = {id: scores[id] for id in rules if len(scores.get(id, ())) > 1}
    return tokens.spent(in_order, policy.tokens) if in_order else {}


class Rules:
    """What counts at one exercise, for one student."""

    def __init__(self, id: str, points: float, policy: Policy, decided: Decisions) -> None:
        self.id, self.points, self.policy = id, points, policy
        self.extensions, self.override = decided.extensions_of(id), decided.overrides.get(id)

    def standing(self, tried: Sequence[ExerciseAttempt], spent: int) -> ExerciseStanding:
        due, extended, override = self.policy.due(self.extensions), bool(self.extensions), self.override
        counting = self.counting(tried, spent)
        if counting is None:  # no attempt, or none that was graded on this exercise: no one's fault
            score = override.score if override else None
            return ExerciseStanding(
                self.id, self.points, "absent", score=score, override=override, due=due, extended=extended
            )
        raw = None if counting.status == "ungraded" else counting.score
        return ExerciseStanding(
            id=self.id,
            points=self.points,
            status=counting.status,
            raw=raw,
            score=override.score if override else None if raw is None else self.after_penalty(counting, spent),
            days_late=self.days_late(counting),
            tokens=spent,
            penalty=self.penalty(counting, spent),
            due=due,
            extended=extended,
            override=override,
            attempt=counting.attempt,
            number=counting.number,
            submitted_at=counting.submitted_at,
        )

    def scores(self, tried: Sequence[ExerciseAttempt]) -> list[float]:
        """With 0, 1, 2, … tokens; only the first where none can change it."""
        first = self.counting(tried, 0)
        if first is None or first.status == "ungraded" or self.override is not None:
            return []
        most = min(self.policy.tokens_at_one, max(map(self.days_late, tried)))
        return [self.after_penalty(self.counting(tried, n) or first, n) for n in range(most + 1)]

    def days_late(self, tried: ExerciseAttempt) -> int:
        return self.policy.days_late(tried.submitted_at, tried.late, self.extensions)

    def penalty(self, tried: ExerciseAttempt, spent: int) -> float:
        """Percent of its score."""
        return self.policy.penalty(max(self.days_late(tried) - spent, 0))

    def counting(self, tried: Sequence[ExerciseAttempt], spent: int) -> ExerciseAttempt | None:
        """An attempt without a file for the exercise counts only where there is no other. Where the newest one could
        not be graded it might be the best: it counts, unless an earlier one has everything."""
        handed_in = [t for t in tried if t.status != "missing"] or list(tried)
        if not handed_in:
            return None
        newest = handed_in[-1]
        graded = [t for t in handed_in if t.status != "ungraded"]
        if self.policy.counts == "last" or not graded:
            return newest
        best = max(graded, key=lambda t: self.after_penalty(t, spent))  # of equals the earliest
        return newest if newest.status == "ungraded" and self.after_penalty(best, spent) < self.points else best

    def after_penalty(self, tried: ExerciseAttempt, spent: int) -> float:
        return round(tried.score * (1 - self.penalty(tried, spent) / 100), 2)
