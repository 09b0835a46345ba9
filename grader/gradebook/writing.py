"""From a student and a result to rows."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from grader.gradebook.schema import AttemptRow, GradeRow, OutcomeRow, OverrideRow, StudentRow
from grader.intake.class_input import Student
from grader.outcomes.result import Result
from grader.text import one_line


def student_row(student: Student) -> dict[str, Any]:
    """Names and ids come from outside: on one line, nothing in them that a database or a reader stumbles over."""
    ids = {kind: one_line(value, 200) for kind, value in sorted(student.ids.items())}
    return {"key": student.key, "name": one_line(student.name, 200), "ids": ids}


def attempt(result: Result) -> dict[str, Any]:
    """What is stored of the result as a whole."""
    return {
        "graded_at": datetime.fromisoformat(result.graded_at),
        "seed": result.seed,
        "score": result.score,
        "points": result.points,
        "complete": not result.ungraded,
        "document": zlib.compress(msgspec.json.encode(result), 1),
    }


def grades(result: Result) -> list[dict[str, Any]]:
    names = ("title", "status", "score", "points")
    return [{"exercise": e.id, **{name: getattr(e, name) for name in names}} for e in result.exercises]


def outcomes(result: Result) -> list[dict[str, Any]]:
    names = ("name", "title", "status", "cause", "mistake", "score", "points")
    return [
        {"exercise": e.id, "position": position, **{name: getattr(check, name) for name in names}}
        for e in result.exercises
        for position, check in enumerate(e.checks)
    ]


def upsert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Adds students, or corrects those who are there. rows: of `student_row`."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(StudentRow)
    new = {"name": statement.excluded.name, "ids": statement.excluded.ids}
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new), rows)


def insert_attempt(connection: Connection, about: dict[str, Any], result: Result) -> None:
    """One attempt with all that hangs on it."""
    made = connection.execute(insert(AttemptRow), {**about, **attempt(result)})
    (number,) = made.inserted_primary_key or (None,)
    for table, found in ((GradeRow, grades(result)), (OutcomeRow, outcomes(result))):
        if found:
            connection.execute(insert(table), [{"attempt": number, **one} for one in found])


def forget(connection: Connection, keys: Collection[str]) -> None:
    """Removes students with all that hangs on them."""
    connection.execute(delete(OverrideRow).where(OverrideRow.student.in_(keys)))
    connection.execute(delete(AttemptRow).where(AttemptRow.student.in_(keys)))  # its grades and outcomes go with it
    connection.execute(delete(StudentRow).where(StudentRow.key.in_(keys)))
