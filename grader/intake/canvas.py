"""Canvas's "Download Submissions": one flat folder, `name[_LATE]_user_attachment_file` (lib/content_zipper.rb).

A group's work is there once, under the name of one of them. Nothing in it tells when it was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from grader.intake.class_input import RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import File, Files, Top, readable, top
from grader.intake.names import clean
from grader.message import say

_WHO = r"(?:(?P<name>.*?)_)??(?:(?P<late>LATE)_)?(?:anon_(?P<anonymous>[A-Za-z0-9]+)|(?P<user>\d+))"
_UPLOAD = re.compile(rf"{_WHO}(?:_(?P<late_after>LATE))?_(?P<attachment>\d+)_(?P<file>.+)", re.S)
_ONLINE = re.compile(rf"{_WHO}(?:_(?P<late_after>LATE))?_(?P<online>text|link)\.html", re.S)
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<version>\d+)(?P<suffix>(\.[A-Za-z][A-Za-z0-9]*)+)", re.S)
_SAID = {
    "text": say("a text was handed in online, which is not graded"),
    "link": say("a link was handed in, which is not graded"),
}


class _Upload(NamedTuple):
    version: int
    attachment: int
    name: str
    called: str
    """As it was uploaded, for the notes."""
    file: File


def fits(here: Top) -> bool:
    """Most of what lies there has Canvas's form."""
    matching = sum(_match(name) is not None for name in here.files)
    return matching > 0 and 2 * matching > len(here.files) + len(here.folders)


def read(root: Path, reader: ClassReader) -> list[RawSubmission]:
    students: dict[str, RawSubmission] = {}
    uploads: dict[str, list[_Upload]] = {}
    here = top(root)
    for name in (*here.folders, *here.links):
        reader.tell(say("{file} is not in Canvas's form and was left out", file=clean(name)))
    for name, file in here.files.items():
        match = _match(name)
        if match is None:
            reader.tell(say("{file} is not in Canvas's form and was left out", file=clean(name)))
            continue
        said = match.groupdict()
        student = students.setdefault(*_student(said))
        student.late = bool(student.late or said["late"] or said["late_after"])
        if "online" in said:
            student.notes.append(_SAID[said["online"]])
        else:
            uploads.setdefault(student.label, []).append(_upload(said, file))
    for label, student in students.items():
        files = reader.expand(_newest(label, uploads.get(label, []), reader), label)
        student.files, student.notes = files.found, student.notes + files.notes
    return list(students.values())


def _match(name: str) -> re.Match[str] | None:
    name = readable(name)
    return _ONLINE.fullmatch(name) or _UPLOAD.fullmatch(name)


def _student(said: dict[str, str]) -> tuple[str, RawSubmission]:
    if said["anonymous"]:
        name = f"anon_{said['anonymous']}"
        return name, RawSubmission(label=name, name=name, late=False)
    label = "_".join(filter(None, (said["name"], said["user"])))
    name = clean(said["name"] or f"Canvas user {said['user']}")
    return label, RawSubmission(label=label, name=name, ids={"canvas": said["user"]}, late=False)


def _upload(said: dict[str, str], file: File) -> _Upload:
    called = said["file"]
    again = _AGAIN.fullmatch(called)
    name = again["stem"] + again["suffix"] if again else called
    return _Upload(int(again["version"]) if again else 0, int(said["attachment"]), name, called, file)


def _newest(label: str, uploads: Iterable[_Upload], reader: ClassReader) -> Files:
    """Of each name, and of an exercise's .py and .ipynb, what was uploaded last: no attempts that a course's `counts`
    would choose from, so it is told."""
    files, taken = Files(), dict[tuple[bool, str], str]()
    for upload in sorted(uploads, reverse=True):
        exercise = reader.is_exercise(upload.name)
        slot = (exercise, upload.name.rpartition(".")[0] if exercise else upload.name)
        if slot in taken:
            files.notes.append(say("{file} is an earlier upload and was not graded", file=clean(upload.called)))
            if exercise:
                line = say(
                    "{newest} was taken, Canvas's newest upload; {earlier} was not graded",
                    newest=clean(taken[slot]),
                    earlier=clean(upload.called),
                )
                reader.tell_of(clean(label), line)
        else:
            taken[slot] = upload.called
            files.found[upload.name] = upload.file
    return files
