"""Extensions: what may be given, and a table of many."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.courses import moments
from grader.courses.course import Course
from grader.courses.late_policy import Policy
from grader.gradebook import GivenExtension
from grader.gradebook.directory import StudentDirectory
from grader.message import say
from grader.tables import reading
from grader.tables.reading import Row
from grader.text import one_line

LONGEST = timedelta(days=366)
"""After the deadline; more is a slip of the pen."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "exercise": ("exercises", "문제", "과제"),
    "until": ("extended until", "new deadline", "due", "연장 마감", "마감"),
    "days": ("extension days", "일수", "연장 일수"),
    "reason": ("why", "note", "사유", "이유"),
}


def moment(text: str, policy: Policy, now: datetime) -> datetime:
    """Until when, in UTC. Raises ValueError for what is not a time, or gives no more of it."""
    until = moments.read(text, policy.zone if policy.timezone else None)
    shown, start = moments.shown(until, policy.zone), policy.deadline
    if start is not None and until <= start:
        raise ValueError(
            say(
                "{time} is not after the deadline ({deadline}), so it extends nothing",
                time=shown,
                deadline=moments.shown(start, policy.zone),
            )
        )
    if start is None and until <= now:
        raise ValueError(say("{time} is in the past", time=shown))
    if until - (start or now) > LONGEST:
        raise ValueError(
            say("{time} is more than a year after the deadline; is the year right?", time=shown)
            if start
            else say("{time} is more than a year from now; is the year right?", time=shown)
        )
    return until


def days(text: str, policy: Policy) -> int:
    """Raises ValueError for what is not a number of days."""
    number = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?", text.strip())
    if number is None or not 1 <= int(number[1]) <= LONGEST.days:
        raise ValueError(
            say("{text} is not a number of days, 1 to {most}", text=repr(one_line(text, 40)), most=LONGEST.days)
        )
    if policy.deadline is None:
        raise ValueError(say("the course has no deadline for days to be counted from: say until when instead"))
    return int(number[1])


def read(
    path: Path, course: Course, directory: StudentDirectory, reason: str, problems: list[str]
) -> list[GivenExtension]:
    """A row for a student: who, until when or how many days, perhaps for which exercises and why. reason: of rows that
    have none. Raises UsageError, which names the row; nothing is given then."""
    now = datetime.now(UTC)
    seen: dict[tuple[str, str], int] = {}

    def given(row: Row) -> list[GivenExtension]:
        student = reading.student(row, directory).key
        until, length = _length(row, course.policy, now)
        why = one_line(row.cells.get("reason", "") or reason, 500)
        if not why:
            raise ValueError(say("it has no reason: fill in the column reason, or give --reason"))
        exercises = _exercises(row.cells.get("exercise", ""), course)
        for exercise in exercises:
            if (before := seen.setdefault((student, exercise), row.number)) != row.number:
                raise ValueError(
                    say(
                        "{student}, {exercise}: is in row {number}, too; keep one of them",
                        student=student,
                        exercise=exercise or say("all exercises"),
                        number=before,
                    )
                )
        return [GivenExtension(student, exercise, until, length, why) for exercise in exercises]

    table = reading.rows(path, _COLUMNS, problems)
    return [each for several in reading.decided(path, table, given) for each in several]


def _length(row: Row, policy: Policy, now: datetime) -> tuple[datetime | None, int | None]:
    until, length = row.cells.get("until", ""), row.cells.get("days", "")
    if bool(until) == bool(length):
        raise ValueError(say("fill in until or days, one of them"))
    return (moment(until, policy, now), None) if until else (None, days(length, policy))


def _exercises(text: str, course: Course) -> list[str]:
    """[""] for all of them. Raises ValueError for one that there is not."""
    named = list(dict.fromkeys(re.split(r"[\s,;]+", text.strip()))) if text.strip() else []
    for id in named:
        if id not in course.exercises:
            raise ValueError(
                say(
                    "there is no exercise {name}; they are {names}",
                    name=repr(one_line(id, 60)),
                    names=", ".join(course.exercises),
                )
            )
    return named or [""]
