"""A better roster gives somebody another key: their row and their folder go with them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from grader.batch.kept import AttemptStore
from grader.batch.store import FOLDER
from grader.errors import UsageError, reason
from grader.gradebook import Gradebook
from grader.gradebook.merging import same_people
from grader.intake.class_input import ClassInput
from grader.message import Message, say
from grader.people import Problem, Student

NAMED = 20
"""Students whose ids are asked about."""


def keep_up(out: Path, book: Gradebook, handed_in: ClassInput) -> set[str]:
    """Joins rows of earlier runs with the students that they are now. Returns the keys of those who have another key
    or name than before."""
    now = [*(each.student for each in handed_in.hand_ins), *handed_in.absent, *handed_in.unclear]
    there = book.students()
    names = {student.key: student.name for student in there}
    _keep_zeros(there, now, handed_in.problems)
    keys = {each.unmatched: each.student for each in handed_in.hand_ins}
    found = same_people(there, now, keys)
    for gone, student in found.items():
        merge(out, book, student, gone)
    renamed = {student.key for student in now if names.get(student.key, student.name) != student.name}
    return renamed | {student.key for student in found.values()}


def _keep_zeros(there: list[Student], now: list[Student], problems: list[Problem]) -> None:
    """An id that differs from the gradebook's by zeros at its front alone stays as it was there, and is asked about:
    spreadsheets take them away. Of somebody who has another key by that, the line says whose id it may be."""
    before = {student.key: student for student in there}
    changed = [student for student in now if student.key not in before or student.ids != before[student.key].ids]
    whole = {
        (kind, value.lstrip("0")): (student, value)
        for student in (there if changed else ())
        for kind, value in student.ids.items()
        if value.startswith("0") and value.isdecimal()
    }
    lines = list[Message]()
    for student in changed:
        for kind, value in student.ids.items():
            other, was = whole.get((kind, value), (None, ""))
            if other is None or before.get(student.key, other) is not other:
                continue
            about = {"student": student.key, "id": value, "whole": was, "other": other.key}
            lines.append(
                say(
                    "{student}: the id {id} was {whole} before ({other}): has a spreadsheet changed it? Format the "
                    "column as text and write {whole}",
                    **about,
                )
            )
            if other.key == student.key:
                student.ids[kind] = was
    problems += (Problem(line, "roster") for line in lines[:NAMED])
    if more := len(lines[NAMED:]):
        problems.append(Problem(say("{n} more ids have lost the zeros at their front", n=more), "roster"))


def merge(out: Path, book: Gradebook, kept: Student, gone: str) -> None:
    """Raises UsageError where the reports cannot be moved."""
    book.merge(kept, gone)
    old, new = out / gone, out / kept.key
    try:
        AttemptStore(out / FOLDER).move(gone, kept.key)
        if old.is_dir() and not new.exists():
            os.rename(old, new)
        elif old.is_dir():
            shutil.rmtree(old)
    except OSError as error:
        raise UsageError(
            "{old}: cannot be moved to {new} ({reason}); remove it yourself", old=old, new=new, reason=reason(error)
        ) from None
