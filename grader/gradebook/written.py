"""What students wrote for the items that people grade: the newest text of each, whichever attempt counts."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from grader.gradebook.schema import AnswerRow

Place = tuple[str, str]
"""Exercise and item."""


def of(connection: Connection, student_key: str) -> dict[Place, str]:
    query = select(AnswerRow.exercise, AnswerRow.item, AnswerRow.text).where(AnswerRow.student == student_key)
    return {(row.exercise, row.item): row.text for row in connection.execute(query.order_by(AnswerRow.id))}


def put(connection: Connection, student_key: str, written: Mapping[Place, str]) -> None:
    """In the place of what was there for the same items."""
    for (exercise, item), text in written.items():
        here = (AnswerRow.student == student_key, AnswerRow.exercise == exercise, AnswerRow.item == item)
        connection.execute(delete(AnswerRow).where(*here))
        values = {"student": student_key, "exercise": exercise, "item": item, "text": text}
        connection.execute(insert(AnswerRow).values(**values))
