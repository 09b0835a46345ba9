"""Moodle's "Download all submissions": `Full name_1234_assignsubmission_file/...`, or the same before the file names
(mod/assign/classes/downloader.php). A group's work is there once, under the group's name and number."""

from __future__ import annotations

import re
from pathlib import Path

from grader.intake.class_input import RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import Files, Top, readable, top
from grader.intake.names import clean
from grader.message import say

_FORM = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<file>.*))?", re.S
)


def fits(here: Top) -> bool:
    return any(_FORM.fullmatch(readable(name)) for name in (*here.folders, *here.files))


def read(root: Path, reader: ClassReader) -> list[RawSubmission]:
    here, students = top(root), dict[str, RawSubmission]()
    flat: dict[str, Files] = {}
    for name in (*here.folders, *here.files, *here.links):
        match = _FORM.fullmatch(readable(name))
        if match is None or name in here.links or (name in here.files and not match["file"]):
            reader.tell(say("{file} is not in Moodle's form and was left out", file=clean(name)))
        elif match["kind"] == "onlinetext":
            _student(match, students).notes.append(say("a text was handed in online, which is not graded"))
        elif name in here.files:
            label = _student(match, students).label
            flat.setdefault(label, Files()).found[match["file"]] = here.files[name]
        elif (files := reader.gather(root / name)) is not None:
            _add(_student(match, students), files)
    for label, files in flat.items():
        _add(students[label], reader.expand(files, label))
    return list(students.values())


def _student(match: re.Match[str], students: dict[str, RawSubmission]) -> RawSubmission:
    label = "_".join(filter(None, (match["name"], match["number"])))
    blind = match["name"] == "Participant" and match["number"]
    name = clean(f"Participant {match['number']}" if blind else match["name"])
    ids = {"moodle": match["number"]} if match["number"] else {}
    return students.setdefault(label, RawSubmission(label=label, name=name, ids=ids))


def _add(student: RawSubmission, files: Files) -> None:
    student.files |= files.found
    student.notes += files.notes
