"""What the formats have in common: where they write to, numbers, text that a spreadsheet does not run."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from grader.courses.course import Course
from grader.errors import SandboxError, UsageError, reason
from grader.files import opened_atomically
from grader.gradebook import Gradebook, Standing
from grader.message import Message, say
from grader.text import one_line

if TYPE_CHECKING:
    from grader.outcomes.result import Result

_FORMULA = re.compile(r"""(?:^|(?<=[,;|\t\r\n]))(?=(?:[^\S\t\r\n]|")*[\t\r\n=+\-@＝＋－＠])""")
"""Where a formula begins, whichever separator a spreadsheet takes the file to have: it does not see our quotes then."""
LARGEST = 256 * 2**20
"""Bytes of a file that is read."""


@contextlib.contextmanager
def bytes_to(out: Path | None) -> Iterator[BinaryIO]:
    """stdout, or a file that is there whole or not at all. Raises UsageError where it cannot be written."""
    try:
        if out is None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        else:
            with opened_atomically(out) as file:
                yield file
    except BrokenPipeError:
        return  # whoever read our output has enough
    except OSError as error:
        raise UsageError(
            "{out}: cannot be written ({reason}); see --out", out=out or "stdout", reason=reason(error)
        ) from None


def read_bytes(path: Path) -> bytes:
    """Raises UsageError for a file that cannot be read, or is too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(
                "{path} is larger than {size} MiB; is this the right file?", path=path, size=LARGEST // 2**20
            )
        return path.read_bytes()
    except OSError as error:
        raise UsageError("{path}: {reason}", path=path, reason=reason(error)) from None


def stored_result(path: Path) -> Result:
    """A result.json. Raises UsageError for anything else."""
    from grader.outcomes.result import from_json

    try:
        return from_json(read_bytes(path))
    except msgspec.MsgspecError as error:
        raise UsageError(
            "{path} is not a result.json of this grader ({error})", path=path, error=one_line(str(error), 120)
        ) from None


def graded(book: Gradebook, course: Course, student: str | None) -> tuple[Standing, Result]:
    """One student's standing and result. Raises UsageError where there is none, SandboxError where it is incomplete:
    such a document would say zero."""
    if student is None:
        keys = [s.key for s in book.students()]
        if len(keys) != 1:
            raise UsageError(
                "{name}: there are {count} students in it; name one with --student KEY", name=book.name, count=len(keys)
            )
        student = keys[0]
    for standing, result in book.results(course, student):
        if result is None:
            raise UsageError(
                "{student} has not handed anything in, so there is nothing to export", student=one_line(student, 80)
            )
        if standing.ungraded:
            refuse(student, [e.id for e in standing.exercises if e.ungraded])
        if standing.score is None:
            lacking = ", ".join(e.id for e in standing.exercises if e.score is None)
            raise UsageError(
                "{student}: not graded yet on {lacking}; --exercise ID leaves others out",
                student=one_line(student, 80),
                lacking=lacking,
            )
        return standing, result
    raise UsageError("{name}: no student has the key {key}", name=book.name, key=repr(one_line(student, 80)))


def refuse(student: str, exercises: Sequence[str]) -> None:
    """For formats that know no *ungraded*: nothing is written, and the exit status says so."""
    raise SandboxError(
        "{student}: {exercises} could not be graded, so nothing is exported",
        student=one_line(student, 80),
        exercises=", ".join(exercises),
    )


def require_graded(result: Result) -> None:
    """Raises SandboxError for a result of which something stayed ungraded."""
    if result.ungraded:
        refuse(result.student, [e.id for e in result.exercises if e.status == "ungraded"])


def exact(value: float | None) -> str:
    """A score as a cell: four decimals at most, empty for none."""
    return "" if value is None else f"{round(value, 4):.12g}"


def cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula, as a whole or after a separator in it; all other text stays."""
    return _FORMULA.sub("'", text)


@dataclass
class Gaps:
    """Who is incomplete, so without a total: of whose work something could not be graded, of whose work people have yet
    to grade a part, who was not graded on everything that others were, and who handed nothing in but was given a score
    for some exercises."""

    ungraded: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)

    def see(self, standing: Standing) -> None:
        if standing.status == "incomplete":
            graded = self.pending if standing.pending else self.elsewhere if standing.attempts else self.by_hand
            (self.ungraded if standing.ungraded else graded).append(standing.student.key)

    def notes(self) -> list[str]:
        failed = say("exercises that could not be graded: those cells and the total are empty; grade them again")
        rest = say(
            "exercises not graded yet (in another batch, perhaps): those cells and the total are empty; "
            "--exercise ID exports only some"
        )
        some = say(
            "nothing handed in, and a score by hand for some exercises only: the other cells and the total are empty"
        )
        pending = say("parts that people have yet to grade: those cells and the total are empty; see `grade marks`")
        return [
            *people(self.ungraded, failed),
            *people(self.pending, pending),
            *people(self.elsewhere, rest),
            *people(self.by_hand, some),
        ]


def people(names: Sequence[str], what: Message) -> list[str]:
    """A line that says how many and who, or none. what: what these students have."""
    if not names:
        return []
    if len(names) == 1:
        return [say("1 student has {what}: {names}", what=what, names=listed(names))]
    return [say("{n} students have {what}: {names}", n=len(names), what=what, names=listed(names))]


def listed(names: Sequence[str], most: int = 10) -> str:
    """The names for a line on the terminal."""
    shown = ", ".join(one_line(name, 60) for name in names[:most])
    return say("{names} and {n} more", names=shown, n=len(names) - most) if names[most:] else shown
