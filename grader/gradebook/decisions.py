"""What people decided, as rows: every decision is kept, the newest of its kind counts."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from grader.courses.late_policy import Extension
from grader.errors import UsageError
from grader.gradebook.schema import BlindRow, ExtensionRow, MarkRow, OverrideRow, StudentRow
from grader.gradebook.standing import Decisions, ItemMark, Override
from grader.text import one_line


@dataclass(frozen=True)
class GivenExtension:
    """student: a key. exercise: empty for all of them. until and days both None: what was given is removed."""

    student: str
    exercise: str
    until: datetime | None
    days: int | None
    reason: str


@dataclass(frozen=True)
class GivenMark:
    """score, choice: as in MarkRow; None withdraws. seen: number of the mark that was there when it was decided; None
    where there was none, -1 where that does not matter."""

    student: str
    exercise: str
    item: str
    score: float | None
    choice: str | None = None
    keys: tuple[str, ...] = ()
    comment: str = ""
    seen: int | None = -1


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


def marks(connection: Connection) -> dict[str, dict[tuple[str, str], ItemMark]]:
    """Student key -> exercise and item -> what counts: the newest, unless that one withdraws."""
    found: dict[str, dict[tuple[str, str], ItemMark]] = {}
    for row in connection.execute(select(MarkRow.__table__).order_by(MarkRow.id)):
        mine = found.setdefault(row.student, {})
        mine.pop((row.exercise, row.item), None)
        if row.score is not None:
            mark = ItemMark(row.id, row.score, row.choice, tuple(row.keys), row.comment, row.by)
            mine[row.exercise, row.item] = mark
    return found


def decided(connection: Connection) -> dict[str, Decisions]:
    """By student key, of those about whom something was ever decided."""
    by_hand, more_time, given = overrides(connection), extensions(connection), marks(connection)
    keys = sorted(by_hand.keys() | more_time.keys() | given.keys())
    return {key: Decisions(by_hand.get(key, {}), more_time.get(key, {}), given.get(key, {})) for key in keys}


def mark(connection: Connection, book: str, given: Iterable[GivenMark], by: str, at: datetime) -> list[GivenMark]:
    """Gives marks; what is there already in the same words is not given again. Returns those in whose place another
    one has come since it was `seen`; then none is given. Raises UsageError for a student who is not there."""
    given, there = list(given), marks(connection)
    require(connection, book, {each.student for each in given})
    conflicts, rows = list[GivenMark](), list[dict[str, Any]]()
    for each in given:
        now = there.get(each.student, {}).get((each.exercise, each.item))
        if now is not None and (now.score, now.choice, now.keys, now.comment) == _content(each):
            continue
        if each.seen not in (-1, now.id if now else None):
            conflicts.append(each)
        row = {"student": each.student, "exercise": each.exercise, "item": each.item, "score": each.score}
        rows.append(
            {**row, "choice": each.choice, "keys": list(each.keys), "comment": each.comment, "by": by, "at": at}
        )
    if rows and not conflicts:
        connection.execute(insert(MarkRow), rows)
    return conflicts


def _content(each: GivenMark) -> tuple[float | None, str | None, tuple[str, ...], str]:
    return each.score, each.choice, each.keys, each.comment


def numbers(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Number -> student key and exercise, of all there are, with new ones for those wanted that have none.

    They are drawn, so that neither the alphabet nor the order of hand-ins shows in them.
    """
    found = {row.number: (row.student, row.exercise) for row in connection.execute(select(BlindRow.__table__))}
    missing = dict.fromkeys(wanted).keys() - set(found.values())
    free = secrets.SystemRandom()
    rows = []
    for student, exercise in sorted(missing):
        while (number := free.randrange(100_000, 10_000_000)) in found:
            continue
        found[number] = (student, exercise)
        rows.append({"number": number, "student": student, "exercise": exercise})
    if rows:
        connection.execute(insert(BlindRow), rows)
    return found


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
        raise UsageError("{name}: no student has the key {key}", name=book, key=repr(one_line(missing[0], 80)))


def digest(connection: Connection) -> str:
    """Something that changes with who is enrolled and with every decision."""
    people = connection.execute(select(StudentRow.key, StudentRow.name).order_by(StudentRow.key)).all()
    return repr([*map(tuple, people), *sorted(decided(connection).items())])
