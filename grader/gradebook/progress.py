"""How a student got on: attempts until an exercise was passed, and what the newest attempt changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from grader.courses.course import Course
from grader.gradebook.attempts import OLDEST_FIRST
from grader.gradebook.schema import AttemptRow, GradeRow, OutcomeRow

if TYPE_CHECKING:
    from grader.gradebook.standing import ExerciseAttempt
    from grader.outcomes.history import Attempt, Before

SHOWN = 40
"""Attempts that a report draws."""


@dataclass(frozen=True)
class Progress:
    """At one exercise. attempts: how many were graded that had something to grade. passed_at: which of them was the
    first to pass, from 1. between: from the first to the last."""

    attempts: int = 0
    passed_at: int | None = None
    between: timedelta | None = None


NOTHING = Progress()


def progress_of(tried: Sequence[ExerciseAttempt]) -> Progress:
    """tried: the oldest first."""
    real = [each for each in tried if each.status in ("passed", "failed")]
    if not real:
        return NOTHING
    passed_at = next((n for n, each in enumerate(real, 1) if each.status == "passed"), None)
    first, last = real[0].at, real[-1].at
    return Progress(len(real), passed_at, last - first if first is not None and last is not None else None)


def before(connection: Connection, student_key: str, course: Course) -> Before:
    """What a report says of the attempts of a student who has several: checks that the newest has won and lost beside
    the one before, and the points after each. Nothing of one who has not."""
    from grader.outcomes import history

    attempts = _attempts(connection, student_key, course)
    if len(attempts) < 2:
        return history.NOTHING
    from grader.gradebook.composed import document

    points = {id: exercise.points for id, exercise in course.exercises.items()}
    exercises = [e for e in document(connection, list(attempts)[-1]).exercises if e.id in points]
    in_order = list(attempts.values())
    told = list(history.moments(in_order, points))
    changed = list(history.changes(in_order[:-1], exercises))
    return history.Before({}, changed, told[-SHOWN:], len(told), stored=True)


def _attempts(connection: Connection, student_key: str, course: Course) -> dict[int, Attempt]:
    """By the gradebook's number, the oldest first."""
    from grader.outcomes.history import ATTEMPTED, Attempt
    from grader.outcomes.result import iso

    columns = (AttemptRow.id, AttemptRow.submitted_at, AttemptRow.graded_at, AttemptRow.score, AttemptRow.points)
    query = select(*columns).where(AttemptRow.student == student_key).order_by(*OLDEST_FIRST)
    rows = connection.execute(query).all()
    if len(rows) < 2:
        return {}
    found = {
        row.id: Attempt(iso(row.submitted_at or row.graded_at) or "", "", row.score, row.points, {}) for row in rows
    }
    grades = select(GradeRow.attempt, GradeRow.exercise, GradeRow.score).where(
        GradeRow.attempt.in_(found), GradeRow.status.in_(ATTEMPTED), GradeRow.exercise.in_(course.exercises)
    )
    for row in connection.execute(grades):
        found[row.attempt].exercises[row.exercise] = row.score
    outcomes = select(OutcomeRow.attempt, OutcomeRow.exercise, OutcomeRow.name, OutcomeRow.status)
    for attempt, exercise, check, status in connection.execute(outcomes.where(OutcomeRow.attempt.in_(found))):
        found[attempt].checks.setdefault(exercise, {})[check] = status
    return found
