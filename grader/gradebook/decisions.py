"""What people decided, as rows: every decision is kept, the newest of its kind counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from grader.courses.late_policy import Extension
from grader.errors import UsageError
from grader.gradebook.schema import ExtensionRow, OverrideRow, StudentRow
from grader.gradebook.standing import Decisions, Override
from grader.text import one_line


@dataclass(frozen=True)
class GivenExtension:
    """student: a key. exercise: empty for all of them. until and days both None: what was given is removed."""

    student: str
    exercise: str
    until: datetime | None
    days: int | None
    reason: str


def overrides(connection: Connection) -> dict[str, dict[str, Override]]:
    """Student key -> exercise -> what counts: the newest, unless that one withdraws."""
    found: dict[str, dict[str, Override]] = {}
    for row in connection.execute(select(OverrideRow.__table__).order_by(OverrideRow.id)):
        mine = found.setdefault(row.student, {})
        mine.pop(row.exercise, None)
        if row.score is not None:
            mine[row.exercise] = Override(row.score, row.reason, row.by)
    return found


def extensions(connection: Connection) -> dict[str, dict[str, Extension]]:
    """Student key -> exercise, or empty for all -> what counts: the newest, unless that one removes."""
    found: dict[str, dict[str, Extension]] = {}
    for row in connection.execute(select(ExtensionRow.__table__).order_by(ExtensionRow.id)):
        mine = found.setdefault(row.student, {})
        mine.pop(row.exercise, None)
        if row.until is not None or row.days is not None:
            mine[row.exercise] = Extension(row.until, row.days, row.reason, row.by, row.at)
    return found


def decided(connection: Connection) -> dict[str, Decisions]:
    """By student key, of those about whom something was ever decided."""
    by_hand, more_time = overrides(connection), extensions(connection)
    keys = sorted(by_hand.keys() | more_time.keys())
    return {key: Decisions(by_hand.get(key, {}), more_time.get(key, {})) for key in keys}


def extend(connection: Connection, book: str, given: Iterable[GivenExtension], by: str, at: datetime) -> None:
    """book: its name, for a message. Raises UsageError for a student who is not there."""
    rows: list[dict[str, Any]] = [
        {"student": e.student, "exercise": e.exercise, "until": e.until, "days": e.days, "reason": e.reason}
        for e in given
    ]
    require(connection, book, {row["student"] for row in rows})
    if rows:
        connection.execute(insert(ExtensionRow), [{**row, "by": by, "at": at} for row in rows])


def require(connection: Connection, book: str, keys: Collection[str]) -> None:
    """Raises UsageError unless all of these students are there."""
    there: Select[*tuple[str]] = select(StudentRow.key)
    if len(keys) < 100:
        there = there.where(StudentRow.key.in_(keys))
    if missing := sorted(set(keys) - set(connection.scalars(there))):
        raise UsageError(f"{book}: no student has the key {one_line(missing[0], 80)!r}")


def digest(connection: Connection) -> str:
    """Something that changes with who is enrolled and with every decision."""
    people = connection.execute(select(StudentRow.key, StudentRow.name).order_by(StudentRow.key)).all()
    return repr([*map(tuple, people), *sorted(decided(connection).items())])
