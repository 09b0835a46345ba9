"""What the last batch had to say of its input, kept beside its store: the gradebook holds nothing of that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from grader.files import write_atomically
from grader.language import ngettext
from grader.people import Kind, Problem

from .summary import ClassRemark

HEADINGS: dict[Kind, Callable[[int], str]] = {
    "name": lambda n: ngettext(
        "One file was not graded because of its name: is it meant for an exercise?",
        "%(n)s files were not graded because of their names: are they meant for exercises?",
        n,
    ),
    "unread": lambda n: ngettext(
        "One thing in the input could not be read.", "%(n)s things in the input could not be read.", n
    ),
    "roster": lambda n: ngettext("One note on who is in the class.", "%(n)s notes on who is in the class.", n),
    "other": lambda n: ngettext("One note on what was handed in.", "%(n)s notes on what was handed in.", n),
}
"""The headings of what there is to say about how the work came in, what asks for an answer first."""
_decoder = msgspec.json.Decoder(list[ClassRemark])


def path(out: Path) -> Path:
    """In the folder of a batch's reports."""
    return out / ".store" / "remarks"


def write(out: Path, problems: Iterable[Problem]) -> None:
    """Raises OSError."""
    write_atomically(path(out), msgspec.json.encode([ClassRemark.of(problem) for problem in problems]))


def forget(out: Path, names: Iterable[str]) -> None:
    """Drops the lines that one of these is named in. Raises OSError."""
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if name))
    problems = read([out])
    if left_over := [problem for problem in problems if named.search(problem)]:
        write(out, [problem for problem in problems if problem not in left_over])


def read(folders: Iterable[Path]) -> list[Problem]:
    """Those in the first folder that has any: none where a batch of an earlier version wrote there, or none did."""
    for folder in folders:
        try:
            return [remark.problem for remark in _decoder.decode(path(folder).read_bytes())]
        except (OSError, msgspec.MsgspecError, RecursionError):
            continue
    return []
