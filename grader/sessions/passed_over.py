"""What a worker passed over while it loaded a file, as notes for the student and as the cause of a later error."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.message import Message, located, say
from grader.submission.source import Source
from grader.text import one_line
from grader.worker.messages import wire

from .failures import explained, file_of

_SHOWN = 5
_WRITTEN = re.compile(r"%%(?:writefile|file)\b.*?(\S+\.py)$")
_UNKNOWN = re.compile(r"^NameError: name '(\w+)' is not defined|^ModuleNotFoundError: No module named '(\w+)")


def notes(found: Sequence[wire.PassedOver], source: Source) -> list[Message]:
    """One for each statement that raised and each cell that was not run; a line's magic is not worth one."""
    told = [each for each in found if not isinstance(each.what, str) or not re.match(r"%(?!%)", each.what)]
    return [_note(each, found, source) for each in told[:_SHOWN]]


def _note(each: wire.PassedOver, found: Sequence[wire.PassedOver], source: Source) -> Message:
    if isinstance(each.what, str):
        return _skipped(each.what, each.frame, source)
    error = explained(each.what, source, cause(each.what, _others(found, each), source))
    reading = error.details.get("reading")
    words = say("{message}. {reading}", message=error.message, reading=reading) if reading else error.message
    return say("{error}. This part was passed over, and the rest was graded.", error=words)


def _skipped(what: str, frame: wire.Frame, source: Source) -> Message:
    words = say("{what} was not run", what=one_line(what, 80))
    return located(words, file_of(frame.file, source), frame.line)


def cause(failed: wire.Failed, found: Sequence[wire.PassedOver], source: Source) -> Message | None:
    """Where the name that is missing now was to be defined."""
    unknown = _UNKNOWN.match(f"{failed.error}: {failed.message[:600]}")
    name = unknown and (unknown[1] or unknown[2])
    each = name and (_first(found, name) or _first(found, "*"))
    if not name or not each:
        return None
    if isinstance(each.what, str) and (file := _WRITTEN.match(each.what)):
        magic = located(say("{text}", text=one_line(each.what, 80)), file_of(each.frame.file, source), each.frame.line)
        return say(
            "{file} is not written while your code is graded: delete {magic}, so that the cell itself runs, and the "
            "import of {file}.",
            file=one_line(file[1], 80),
            magic=magic,
        )
    if isinstance(each.what, str):
        what = located(say("{text}", text=one_line(each.what, 80)), file_of(each.frame.file, source), each.frame.line)
        return say(
            "{name} may come from {what}, which is not run while your code is graded: write what it does as Python in "
            "a cell that runs.",
            name=one_line(name, 80),
            what=what,
        )
    error = explained(each.what, source, deeper := cause(each.what, _others(found, each), source)).message
    words = say("The statement that was to define {name} failed: {error}.", name=one_line(name, 80), error=error)
    return say("{message} {reading}", message=words, reading=deeper) if deeper else words


def _others(found: Sequence[wire.PassedOver], each: wire.PassedOver) -> list[wire.PassedOver]:
    return [other for other in found if other is not each]


def _first(found: Sequence[wire.PassedOver], name: str) -> wire.PassedOver | None:
    return next((each for each in found if name in each.names), None)
