"""Google Drive's downloads: zips in parts, and Classroom's files, which are called `Ada Lovelace - vjp.py`."""

from __future__ import annotations

import re
from pathlib import Path

from grader.intake.class_input import RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import Files, Top
from grader.intake.names import clean

_PART = re.compile(r".+-\d{8}T\d{6}Z?(-\d+)?-\d{3}(?: ?\(\d+\))?\.zip", re.IGNORECASE)
_OF_STUDENT = re.compile(r"(?P<student>\S.*?) - (?P<file>\S.*)", re.S)
_COPY = re.compile(r"cop(y|ia|ie)\b|kopie?\b|사본", re.IGNORECASE)
_WRAPPER = re.compile(
    r"(hw|home ?work|assignment|submissions?|exercises?|week|lab|class|course|download|drive-download|"
    r"과제|숙제|제출물?|abgaben?|aufgaben?|übung|devoir|tarea|entregas?|tarefa|作业|作業|課題|宿題)[\W_]*\d*",
    re.IGNORECASE,
)
"""What a folder is called that is around a class and belongs to no student."""


def parts(here: Top, folder: Path) -> list[Path]:
    """The zips, if the folder holds the parts of a download and at most a list of the class beside them."""
    zips = [name for name in here.files if _PART.fullmatch(name)]
    others = [name for name in here.files if name not in zips and not name.lower().endswith(".csv")]
    return [] if here.folders or others else [folder / name for name in zips]


def is_wrapper(name: str) -> bool:
    """Whether a folder that is alone is rather a class's than a student's."""
    return _WRAPPER.fullmatch(name) is not None


def is_flat(here: Top, reader: ClassReader) -> bool:
    """Whether the files are several students', each called after its student. `vjp - Copy.py` is none of these."""
    return not here.folders and len(_students(here, reader)) > 1


def read_flat(here: Top, reader: ClassReader) -> list[RawSubmission]:
    found = {}
    for student, names in _students(here, reader).items():
        files = reader.expand(Files({file: here.files[name] for name, file in names.items()}), student)
        found[student] = RawSubmission(label=student, name=student, files=files.found, notes=files.notes)
    return list(found.values())


def _students(here: Top, reader: ClassReader) -> dict[str, dict[str, str]]:
    """student -> name here -> the file's own name. Nothing where an exercise's file has no student in its name."""
    found: dict[str, dict[str, str]] = {}
    has_exercise = False
    for name in here.files:
        match = _OF_STUDENT.fullmatch(name)
        is_theirs = match and not reader.is_exercise(f"{match['student']}.py") and not _COPY.match(match["file"])
        if match and is_theirs:
            found.setdefault(clean(match["student"]), {})[name] = match["file"]
            has_exercise = has_exercise or reader.is_exercise(match["file"])
        elif reader.is_exercise(name):
            return {}
    return found if has_exercise else {}
