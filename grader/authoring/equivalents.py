"""solutions/<id>/equivalents.toml: the mutants that are right by the exercise's contract, each with the reason."""

from __future__ import annotations

import json
from typing import Annotated

import msgspec

from grader.courses.course import CourseExercise
from grader.edits.mutate import Mutant
from grader.errors import CourseError

FILE = "equivalents.toml"


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    """A mutant by its key in mutate.py."""

    where: str
    was: str
    becomes: str
    reason: Annotated[str, msgspec.Meta(min_length=10)]


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    mutant: list[_Entry] = []


def read(exercise: CourseExercise) -> dict[tuple[str, str, str], str]:
    """Mutant.key -> reason. Raises CourseError for a file that says something it may not say."""
    path = exercise.folder / FILE
    if not path.exists():
        return {}
    try:
        table = msgspec.toml.decode(path.read_bytes(), type=_Table)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CourseError("{path}: {reason}", path=path, reason=error) from None
    return {(entry.where, entry.was.strip("\n"), entry.becomes.strip("\n")): entry.reason for entry in table.mutant}


def entry(mutant: Mutant) -> str:
    """The mutant as it is to be added to the file; the reason is left to the author, and refused until it is there."""
    where, was, becomes = (_toml(text) for text in mutant.key)
    return f'[[mutant]]\nwhere = {where}\nwas = {was}\nbecomes = {becomes}\nreason = "…"\n'


def _toml(text: str) -> str:
    """Several lines as they stand, where TOML can have them so; `read` takes the first line break off again."""
    if "\n" in text and text.replace("\n", "").isprintable() and "'''" not in text and not text.endswith("'"):
        return f"'''\n{text}'''"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's escapes are TOML's
