"""A table as text, as any program may have saved it: which encoding, which delimiter, where its headers are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError, reason
from grader.files import no_table
from grader.intake.encodings import LANGUAGES, decoded
from grader.message import say, worded
from grader.text import one_line

_END = "end-of-roster"
_DELIMITERS = ",;\t|"
_TITLES = 10
"""Lines among which the headers are looked for."""


class DelimitedLine(NamedTuple):
    """number: of the row, as a spreadsheet shows it."""

    number: int
    cells: list[str]


Known = Callable[[list[str]], int]
"""How many of a line's cells may be headers."""


def read(path: Path, known: Known, problems: list[str], *, limit: int) -> list[DelimitedLine]:
    """The line of headers and those below it, by the delimiter with which most headers are known; none of an empty
    file. problems: gets what is to be told of the encoding. limit: bytes. Raises UsageError."""
    return _table(path, _text(path, problems, limit), known)


def _text(path: Path, problems: list[str], limit: int) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("{path}: {reason}", path=path, reason=reason(error)) from None
    if len(data) > limit:
        raise UsageError(
            "{path}: it has {size} bytes; a roster may have {limit}",
            path=path,
            size=f"{len(data):,}",
            limit=f"{limit:,}",
        )
    if said := no_table(data):
        raise UsageError("{path}: {reason}", path=path, reason=said)
    text, encoding = decoded(data)
    if encoding:
        line = say(
            "not UTF-8, so it was read as {encoding} ({language}); check the names, or save it as UTF-8",
            encoding=encoding.upper(),
            language=worded(LANGUAGES[encoding]),
        )
        problems.append(say("{about}: {line}", about=path.name, line=line))
    return text


def _table(path: Path, text: str, known_in: Known) -> list[DelimitedLine]:
    text, first = _without_sep(text), UsageError("")
    best: tuple[int, list[DelimitedLine]] = (-1, [])
    for delimiter in sorted(_DELIMITERS, key=text.lstrip().partition("\n")[0].count, reverse=True):
        try:
            rows = list(_rows(path, text, delimiter))
        except UsageError as error:
            first = first if str(first) else error
            continue
        start, known = _headers(rows, known_in)
        best = max(best, (known, rows[start:]), key=lambda each: each[0])
        if known > 1:
            break
    if best[0] < 1 and str(first):
        raise first
    return best[1]


def _headers(rows: list[DelimitedLine], known_in: Known) -> tuple[int, int]:
    """Where the line of headers is, and how many of its columns are known: below a title there are two or more."""
    known = [known_in(row.cells) for row in rows[:_TITLES]]
    start = next((i for i, n in enumerate(known) if n > 1), 0)
    return (0, known[0]) if known[:1] > [0] else (start, known[start] if known else 0)


def _without_sep(text: str) -> str:
    """Without the line `sep=;` that is for Excel."""
    line, _, rest = text.partition("\n")
    return rest if re.fullmatch(r"\s*\"?sep=.\"?\s*", line) else text


def _rows(path: Path, text: str, delimiter: str) -> Iterator[DelimitedLine]:
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    before = 0
    try:
        for number, row in enumerate(reader, 1):
            if row and row != [_END] and row[-1].endswith(_END):
                raise UsageError(
                    "{path}: a quotation mark in line {line} or later is not closed", path=path, line=before + 1
                )
            if row != [_END] and any(cell.strip() for cell in row):
                yield DelimitedLine(number, [cell.strip() for cell in row])
            before = reader.line_num
    except csv.Error as error:
        raise UsageError(
            "{path}: it cannot be read as CSV ({error})", path=path, error=one_line(str(error), 100)
        ) from None
