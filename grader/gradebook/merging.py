"""One person who has two rows: which rows those are, and how they become one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select, update

from grader.gradebook.schema import ABOUT_STUDENTS, AttemptRow, StudentRow
from grader.people import Student


def same_people(there: Iterable[Student], now: Iterable[Student], keys: Mapping[str, Student]) -> dict[str, Student]:
    """Key of a row that nobody has now -> who it is of: who has one of its ids and no other in its place.

    there: the gradebook's rows. keys: the key that each would have without a roster -> who it is now.
    """
    people, found = {student.key: student for student in now}, {}
    rows = [row for row in there if row.key not in people]
    by_id: dict[tuple[str, str], set[str]] = {_folded(each): set() for row in rows for each in row.ids.items()}
    for student in people.values() if rows else ():
        for each in student.ids.items():
            if (owners := by_id.get(_folded(each))) is not None:
                owners.add(student.key)
    for row in rows:
        owners = {key for each in row.ids.items() for key in by_id[_folded(each)]}
        if row.key in keys and row.ids.items() <= keys[row.key].ids.items():
            owners.add(keys[row.key].key)
        if len(owners) == 1 and _agree(row, owner := people[owners.pop()]):
            found[row.key] = owner
    return found


def _folded(id: tuple[str, str]) -> tuple[str, str]:
    return id[0], id[1].casefold()


def _agree(row: Student, owner: Student) -> bool:
    """Moodle numbers its groups as it does its participants: such a number says little without the name."""
    if any(owner.ids.get(kind, value).casefold() != value.casefold() for kind, value in row.ids.items()):
        return False
    shared = [kind for kind in row.ids if kind in owner.ids]
    return shared != ["moodle"] or row.name.casefold() == owner.name.casefold() or row.name.startswith("Participant ")


def merge(connection: Connection, kept: str, gone: str) -> None:
    """The attempts and decisions of `gone` become those of `kept`, where such an attempt is not there already."""
    there = select(AttemptRow.submission).where(AttemptRow.student == kept)
    connection.execute(
        delete(AttemptRow).where(AttemptRow.student == gone, AttemptRow.submission.in_(there.scalar_subquery()))
    )
    for table in (AttemptRow, *ABOUT_STUDENTS):
        connection.execute(update(table).where(table.student == gone).values(student=kept))
    connection.execute(delete(StudentRow).where(StudentRow.key == gone))
