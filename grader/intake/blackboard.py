"""Blackboard's "Assignment file download": one flat folder, `assignment_user_attempt_date_file`, with a text beside it.

The date is that of a clock whose zone nobody tells: it says which attempt is the newest, not whether it was late.
"""

from __future__ import annotations

import re
from pathlib import Path

from grader.intake.class_input import RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import Files, Top, readable, top
from grader.intake.names import clean
from grader.message import say

_FORM = re.compile(r"(?P<about>.+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.S)


def fits(here: Top) -> bool:
    return any(_FORM.fullmatch(readable(name)) for name in here.files)


def read(root: Path, reader: ClassReader) -> list[RawSubmission]:
    here, attempts = top(root), dict[str, dict[str, Files]]()
    for name in (*here.folders, *here.links):
        reader.tell(say("{file} is not in Blackboard's form and was left out", file=clean(name)))
    for name, file in here.files.items():
        match = _FORM.fullmatch(readable(name))
        if match is None:
            reader.tell(say("{file} is not in Blackboard's form and was left out", file=clean(name)))
            continue
        user = match["about"].rpartition("_")[2]
        files = attempts.setdefault(user, {}).setdefault(match["time"], Files())
        if match["file"]:
            files.found[match["file"]] = file
    return [_newest(user, times, reader) for user, times in attempts.items()]


def _newest(user: str, times: dict[str, Files], reader: ClassReader) -> RawSubmission:
    newest, *older = sorted(times, reverse=True)
    files = reader.expand(times[newest], user)
    name = clean(user)
    for time in older:
        line = say("the attempt of {time} was not graded: the attempt of {newest} is newer", time=time, newest=newest)
        reader.tell_of(name, line)
    return RawSubmission(name, name, {"login": name}, files.found, notes=files.notes)
