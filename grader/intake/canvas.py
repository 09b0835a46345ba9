"""Canvas's "Download Submissions": one flat folder, `name[_LATE]_user_attachment_file` (lib/content_zipper.rb).

A group's work is there once, under the name of one of them. Nothing in it tells when it was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.intake.canvas_names import Reading, decided, readings
from grader.intake.class_input import RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import File, Files, Top, readable, top
from grader.intake.names import clean
from grader.message import say

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
    matching = sum(bool(readings(readable(name))) for name in here.files)
    return matching > 0 and 2 * matching > len(here.files) + len(here.folders)


def read(root: Path, reader: ClassReader) -> list[RawSubmission]:
    students: dict[str, RawSubmission] = {}
    uploads: dict[str, list[_Upload]] = {}
    here = top(root)
    for name in (*here.folders, *here.links):
        reader.tell(say("{file} is not in Canvas's form and was left out", file=clean(name)))
    names = {name: readings(readable(name)) for name in here.files}
    certain = {found[0].user for found in names.values() if len(found) == 1}
    for name, file in here.files.items():
        found = names[name]
        if not found:
            reader.tell(say("{file} is not in Canvas's form and was left out", file=clean(name)))
            continue
        one = decided(found, reader.roster, certain)
        reading = one or found[-1]
        student = students.setdefault(*(_student(reading) if one else _asked(name, found, students, reader)))
        student.late = bool(student.late or reading.late)
        if reading.attachment is None:
            student.notes.append(_SAID[reading.file])
        else:
            uploads.setdefault(student.label, []).append(_upload(reading.attachment, reading.file, file))
    for label, student in students.items():
        files = reader.expand(_newest(label, uploads.get(label, []), reader), label)
        student.files, student.notes = files.found, student.notes + files.notes
    return list(students.values())


def _student(reading: Reading) -> tuple[str, RawSubmission]:
    name = clean(reading.name or f"Canvas user {reading.user}")
    ids = {"canvas": reading.user} if reading.user else {}
    return reading.label, RawSubmission(label=reading.label, name=name, ids=ids, late=False)


def _asked(
    name: str, found: Sequence[Reading], students: dict[str, RawSubmission], reader: ClassReader
) -> tuple[str, RawSubmission]:
    """Somebody apart from all others, since nobody can tell whose it is; asks the instructor once for each."""
    label = f"{found[-1].label}?"
    if label not in students:
        line = say(
            "{file} can belong to any of {students}, because of how Canvas writes names: whose "
            "is it? It is graded apart from theirs; a roster with Canvas's ids decides",
            file=clean(name),
            students=clean(", ".join(f"{each.name} ({each.user})" if each.user else each.name for each in found)),
        )
        reader.tell_of(clean(label), line, "roster")
    return label, RawSubmission(label=label, name=clean(label), late=False, disputed=True)


def _upload(attachment: int, called: str, file: File) -> _Upload:
    again = _AGAIN.fullmatch(called)
    name = again["stem"] + again["suffix"] if again else called
    return _Upload(int(again["version"]) if again else 0, attachment, name, called, file)


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
                    "{newest} was graded, because it is the newest upload to Canvas; {earlier} was not graded",
                    newest=clean(taken[slot]),
                    earlier=clean(upload.called),
                )
                reader.tell_of(clean(label), line)
        else:
            taken[slot] = upload.called
            files.found[upload.name] = upload.file
    return files
