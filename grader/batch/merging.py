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
from grader.people import Student


def keep_up(out: Path, book: Gradebook, handed_in: ClassInput) -> set[str]:
    """Joins rows of earlier runs with the students that they are now. Returns the keys of those who have another key
    or name than before."""
    now = [*(each.student for each in handed_in.hand_ins), *handed_in.absent, *handed_in.unclear]
    there = book.students()
    names = {student.key: student.name for student in there}
    keys = {each.unmatched: each.student for each in handed_in.hand_ins}
    found = same_people(there, now, keys)
    for gone, student in found.items():
        merge(out, book, student, gone)
    renamed = {student.key for student in now if names.get(student.key, student.name) != student.name}
    return renamed | {student.key for student in found.values()}


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
