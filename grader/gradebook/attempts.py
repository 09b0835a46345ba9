"""The attempts that are recorded, as rows: which there are, in which order, and how each was graded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, func, select

from grader.gradebook.schema import AttemptRow, OverrideRow, StudentRow
from grader.people import Student

if TYPE_CHECKING:
    from grader.outcomes.result import Result

OLDEST_FIRST = (func.coalesce(AttemptRow.submitted_at, AttemptRow.graded_at), AttemptRow.id)


@dataclass(frozen=True)
class StoredAttempt:
    """id: the gradebook's number. late: as the course's policy had it."""

    id: int
    student: Student
    submission: str
    submitted_at: datetime | None
    late: bool | None


@dataclass(frozen=True)
class NewAttempt:
    """submission: a digest of what was handed in; grading: of everything else that the grades depend on. late: what the
    LMS says."""

    student: Student
    result: Result
    submission: str
    grading: str
    submitted_at: datetime | None
    late: bool | None


def attempt(connection: Connection, student_key: str, submission: str) -> Row[Any] | None:
    columns = (AttemptRow.id, AttemptRow.graded_at, AttemptRow.grading, AttemptRow.complete)
    here = (AttemptRow.student == student_key, AttemptRow.submission == submission)
    query: Select[*tuple[Any, ...]] = select(*columns).where(*here)
    return connection.execute(query).first()


def numbers(connection: Connection, student_key: str) -> Sequence[int]:
    """Of a student's attempts, oldest first."""
    query = select(AttemptRow.id).where(AttemptRow.student == student_key)
    return connection.scalars(query.order_by(*OLDEST_FIRST)).all()


def count_of(connection: Connection, row: type[AttemptRow | OverrideRow], student_key: str) -> int:
    return connection.scalar(select(func.count()).select_from(row).where(row.student == student_key)) or 0


def attempts(connection: Connection) -> list[StoredAttempt]:
    """All of them, a student's oldest first."""
    columns = (AttemptRow.id, AttemptRow.submission, AttemptRow.submitted_at, AttemptRow.late)
    query = select(StudentRow.key, StudentRow.name, StudentRow.ids, *columns).join_from(
        AttemptRow, StudentRow, AttemptRow.student == StudentRow.key
    )
    found = connection.execute(query.order_by(StudentRow.key, *OLDEST_FIRST))
    return [
        StoredAttempt(row.id, Student(row.key, row.name, row.ids), row.submission, row.submitted_at, row.late)
        for row in found
    ]
