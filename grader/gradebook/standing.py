"""What counts: of all attempts at an exercise one, less what lateness costs, unless an instructor decided otherwise.

Extensions and late days that cost nothing (tokens) come before the penalty, an override after all. So a change of the
policy or of a decision changes what counts at once.

Of the attempts that a file was handed in with, the best counts (after its own late penalty) or the last. What the
grader could not grade has no score, and neither has a total with such an exercise in it: a missing number is never
told as a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from grader.courses.course import Course, CourseExercise
from grader.courses.late_policy import Extension, Policy
from grader.gradebook import tokens
from grader.gradebook.progress import NOTHING, Progress, progress_of
from grader.people import Student

Status = Literal["graded", "incomplete", "absent"]


@dataclass(frozen=True)
class Override:
    score: float
    reason: str
    by: str


@dataclass(frozen=True)
class ItemMark:
    """What somebody gave for an item, as in MarkRow. id: the gradebook's number of it."""

    id: int
    score: float
    choice: str | None
    keys: tuple[str, ...]
    comment: str
    by: str


@dataclass(frozen=True)
class Decisions:
    """What people decided about one student, by exercise. An extension of "" is one of all exercises. marks: by
    exercise and item."""

    overrides: Mapping[str, Override] = field(default_factory=dict)
    extensions: Mapping[str, Extension] = field(default_factory=dict)
    marks: Mapping[tuple[str, str], ItemMark] = field(default_factory=dict)

    def extensions_of(self, exercise: str) -> tuple[Extension, ...]:
        return tuple(self.extensions[key] for key in (exercise, "") if key in self.extensions)


NONE = Decisions()


@dataclass(frozen=True)
class ExerciseAttempt:
    """One exercise of one attempt, as it was graded. number: which of the student's attempts that is, from 1. at: when
    it was handed in or, where nobody knows, graded."""

    attempt: int
    number: int
    submitted_at: datetime | None
    late: bool | None
    status: str
    score: float
    at: datetime | None = None


@dataclass(frozen=True)
class ExerciseStanding:
    """status: as in result.json, of the attempt that counts, or `absent` where nothing was ever graded. raw: its score
    as graded, of the checks. manual: what people gave beside that. pending: how many items nobody has graded that have
    to be: there is no score until then. marks: of those that somebody has, by item. days_late: after extensions.
    tokens: how many of those days cost nothing. penalty: percent taken for the others. due: until when it was on time;
    extended: by an extension. score: what counts; None where there is none. attempt: the gradebook's number of the
    attempt that counts. number: which of the student's attempts that is, from 1. progress: of all attempts at it."""

    id: str
    points: float
    status: str
    raw: float | None = None
    manual: float = 0.0
    pending: int = 0
    marks: Mapping[str, ItemMark] = field(default_factory=dict)
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
    progress: Progress = NOTHING

    @property
    def so_far(self) -> float | None:
        """What there is of a score while somebody has yet to grade a part of it."""
        if self.raw is None:
            return None
        return round(max(self.raw + self.manual, 0.0) * (1 - self.penalty / 100), 2)

    @property
    def score_so_far(self) -> float | None:
        """What counts or, while somebody has yet to grade a part of it, what there is: to see what has moved."""
        return self.so_far if self.score is None else self.score

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
    def pending(self) -> int:
        """How many parts nobody has graded yet, of what was handed in."""
        return sum(exercise.pending for exercise in self.exercises) if self.attempts else 0

    @property
    def days_late(self) -> int:
        """Of the attempt that counts and is furthest behind."""
        return max((exercise.days_late for exercise in self.exercises), default=0)


class Standings:
    """What counts for the students of a course."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._usual = rules_of(course, NONE)
        self._absent = self._exercises(self._usual, {}, {})

    def of(
        self,
        student: Student,
        tried: Mapping[str, Sequence[ExerciseAttempt]],
        decided: Decisions,
        attempts: int,
        submitted_at: datetime | None,
    ) -> Standing:
        """tried: by exercise, the attempts oldest first."""
        rules = self._usual if decided is NONE else rules_of(self.course, decided)
        spent = spent_tokens(rules, tried, self.course.policy)
        nothing = not tried and decided is NONE  # most of a roster of a whole faculty
        exercises = self._absent if nothing else self._exercises(rules, tried, spent)
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

    def _exercises(
        self, rules: Mapping[str, ScoreRules], tried: Mapping[str, Sequence[ExerciseAttempt]], spent: Mapping[str, int]
    ) -> tuple[ExerciseStanding, ...]:
        return tuple(rules[id].standing(tried.get(id, ()), spent.get(id, 0)) for id in self.course.exercises)


def rules_of(course: Course, decided: Decisions) -> dict[str, ScoreRules]:
    """By exercise, of the whole course."""
    return {id: ScoreRules(exercise, course.policy, decided) for id, exercise in course.whole.items()}


def spent_tokens(
    rules: Mapping[str, ScoreRules], tried: Mapping[str, Sequence[ExerciseAttempt]], policy: Policy
) -> dict[str, int]:
    """Exercise -> tokens; looked for in the whole course, whatever part of it is asked for."""
    if not policy.tokens_at_one:
        return {}
    scores = {id: rules[id].scores(mine) for id, mine in tried.items() if id in rules}
    in_order = {id: scores[id] for id in rules if len(scores.get(id, ())) > 1}
    return tokens.spent(in_order, policy.tokens) if in_order else {}


class ScoreRules:
    """What counts at one exercise, for one student."""

    def __init__(self, exercise: CourseExercise, policy: Policy, decided: Decisions) -> None:
        self.id, self.points, self.policy = exercise.id, exercise.worth, policy
        self.items = exercise.items
        self.extensions, self.override = decided.extensions_of(self.id), decided.overrides.get(self.id)
        given = {item.id: decided.marks.get((self.id, item.id)) for item in self.items}
        self.marks = {id: mark for id, mark in given.items() if mark is not None}
        self.manual = sum(item.counted(self.marks[item.id].score) for item in self.items if item.id in self.marks)
        self.pending = sum(item.is_needed and item.id not in self.marks for item in self.items)

    def standing(self, tried: Sequence[ExerciseAttempt], spent: int) -> ExerciseStanding:
        counting, override = self.counting(tried, spent), self.override
        found = ExerciseStanding(
            id=self.id,
            points=self.points,
            status="absent",  # no attempt, or none that was graded on this exercise: no one's fault
            manual=self.manual,
            pending=0 if override else self.pending,
            marks=self.marks,
            score=override.score if override else None,
            due=self.policy.due(self.extensions),
            extended=bool(self.extensions),
            override=override,
        )
        if counting is None:
            return found
        raw = None if counting.status == "ungraded" else counting.score
        whole = raw is not None and not self.pending
        return replace(
            found,
            status=counting.status,
            raw=raw,
            score=override.score if override else self.after_penalty(counting, spent) if whole else None,
            days_late=self.days_late(counting),
            tokens=spent,
            penalty=self.penalty(counting, spent),
            attempt=counting.attempt,
            number=counting.number,
            submitted_at=counting.submitted_at,
            progress=progress_of(tried),
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
        """Of the checks and of what people gave so far, which no deduction makes less than nothing."""
        return round(max(tried.score + self.manual, 0.0) * (1 - self.penalty(tried, spent) / 100), 2)
