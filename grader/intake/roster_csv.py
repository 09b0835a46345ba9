"""The class list as a CSV from any of the usual systems."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from grader.errors import UsageError, reason
from grader.files import no_table
from grader.intake import roster_headers
from grader.intake.encodings import LANGUAGES, decoded
from grader.intake.names import clean, plain, whole_name
from grader.intake.roster import Person, Roster
from grader.message import say, worded
from grader.people import ID_KINDS
from grader.text import one_line

MAX_ROSTER = 32 * 2**20
_END = "end-of-roster"
_DELIMITERS = ",;\t|"
_TITLES = 10
"""Lines among which the headers are looked for."""
_NOT_PEOPLE = frozenset({"pointspossible", "manualposting", "studenttest", "teststudent"})


def read(path: Path, problems: list[str]) -> Roster:
    """Raises UsageError for a file that cannot be read or has no column with names or ids."""
    rows = _table(path, _text(path, problems))
    if not rows:
        raise UsageError("{path}: the roster is empty; it needs a line of headers and one for each student", path=path)
    headers = [clean(cell, 1_000) for cell in rows[0]]
    columns = roster_headers.columns(headers)
    if not any(columns):
        raise UsageError(
            "{path}: no column is called name, email, student id, login or github_username; add a line of headers",
            path=path,
        )
    roster = Roster()
    for raw in rows[1:]:
        row = [clean(cell, 1_000) for cell in raw]
        person = _person(headers, columns, row)
        if person is None:
            continue
        if broken := [clean(cell, 60) for cell, kind in zip(raw, columns, strict=False) if kind and "\n" in cell]:
            line = say("{cell}: this cell has several lines; is a quotation mark missing?", cell=broken[0])
            problems.append(say("{about}: {line}", about=path.name, line=line))
        if doubt := roster.add(person):
            problems.append(say("{about}: {line}", about=path.name, line=doubt))
    if not roster.people:
        raise UsageError("{path}: there is nobody in the roster", path=path)
    return roster


def _text(path: Path, problems: list[str]) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("{path}: {reason}", path=path, reason=reason(error)) from None
    if len(data) > MAX_ROSTER:
        raise UsageError(
            "{path}: it has {size} bytes; a roster may have {limit}",
            path=path,
            size=f"{len(data):,}",
            limit=f"{MAX_ROSTER:,}",
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


def _table(path: Path, text: str) -> list[list[str]]:
    """The line of headers and those below it, by the delimiter with which most headers are known."""
    text, first = _without_sep(text), UsageError("")
    best: tuple[int, list[list[str]]] = (-1, [])
    for delimiter in sorted(_DELIMITERS, key=text.lstrip().partition("\n")[0].count, reverse=True):
        try:
            rows = list(_rows(path, text, delimiter))
        except UsageError as error:
            first = first if str(first) else error
            continue
        start, known = _headers(rows)
        best = max(best, (known, rows[start:]), key=lambda each: each[0])
        if known > 1:
            break
    if best[0] < 1 and str(first):
        raise first
    return best[1]


def _headers(rows: list[list[str]]) -> tuple[int, int]:
    """Where the line of headers is, and how many of its columns are known: below a title there are two or more."""
    known = [sum(map(bool, roster_headers.columns([clean(cell, 1_000) for cell in row]))) for row in rows[:_TITLES]]
    start = next((i for i, n in enumerate(known) if n > 1), 0)
    return (0, known[0]) if known[:1] > [0] else (start, known[start] if known else 0)


def _without_sep(text: str) -> str:
    """Without the line `sep=;` that is for Excel."""
    line, _, rest = text.partition("\n")
    return rest if re.fullmatch(r"\s*\"?sep=.\"?\s*", line) else text


def _rows(path: Path, text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            if row and row != [_END] and row[-1].endswith(_END):
                raise UsageError(
                    "{path}: a quotation mark in line {line} or later is not closed", path=path, line=before + 1
                )
            if row != [_END] and any(cell.strip() for cell in row):
                yield [cell.strip() for cell in row]
            before = reader.line_num
    except csv.Error as error:
        raise UsageError(
            "{path}: it cannot be read as CSV ({error})", path=path, error=one_line(str(error), 100)
        ) from None


def _person(headers: list[str], columns: list[str], row: list[str]) -> Person | None:
    """None for a line that is about nobody: Canvas's maxima, its test student."""
    cells = {column: value for column, value in zip(columns, row, strict=False) if column and value}
    name = cells.get("name") or whole_name(cells.get("first", ""), cells.get("last", ""))
    ids = {kind: cells[kind] for kind in ID_KINDS if kind in cells}
    if "moodle" in ids:
        ids = _moodle(ids)
    if plain(name) in _NOT_PEOPLE or not (name or ids):
        return None
    extra = {
        header: value for header, column, value in zip(headers, columns, row, strict=False) if not column and header
    }
    return Person(name, ids, extra)


def _moodle(ids: dict[str, str]) -> dict[str, str]:
    """`Participant 1234`, in whatever language, is a number; an identifier without one is the university's."""
    value = ids.pop("moodle")
    number = re.fullmatch(r"(?:\D*\s)?(\d+)", value)
    return {**ids, "moodle": number[1]} if number else {"sid": value, **ids}
