"""The class list as a CSV from any of the usual systems."""

from __future__ import annotations

import re
from pathlib import Path

from grader.errors import UsageError
from grader.intake import delimited, roster_headers
from grader.intake.names import clean, clean_cells, plain, whole_name
from grader.intake.roster import Person, Roster
from grader.message import say
from grader.people import ID_KINDS

MAX_ROSTER = 32 * 2**20
_KEPT = ("", "section")
"""Columns that are kept as they are."""
_NOT_PEOPLE = frozenset({"pointspossible", "manualposting", "studenttest", "teststudent"})


def read(path: Path, problems: list[str]) -> Roster:
    """Raises UsageError for a file that cannot be read or has no column with names or ids."""
    rows = delimited.read(path, _known, problems, limit=MAX_ROSTER)
    if not rows:
        raise UsageError("{path}: the roster is empty; it needs a line of headers and one for each student", path=path)
    headers = [clean(cell, 1_000) for cell in rows[0].cells]
    columns = roster_headers.columns(headers)
    if not {*columns} - {*_KEPT}:
        raise UsageError(
            "{path}: no column is called name, email, student id, login or github_username; add a line of headers",
            path=path,
        )
    roster = Roster()
    extra = [
        (i, header)
        for i, (header, column) in enumerate(zip(headers, columns, strict=True))
        if column in _KEPT and header
    ]
    for _, raw in rows[1:]:
        row = clean_cells(raw, 1_000)
        person = _person(columns, row, {header: row[i] for i, header in extra if i < len(row)})
        if person is None:
            continue
        if row is not raw and (broken := _broken(columns, raw)):
            line = say("{cell}: this cell has several lines; is a quotation mark missing?", cell=broken[0])
            problems.append(say("{about}: {line}", about=path.name, line=line))
        if doubt := roster.add(person):
            problems.append(say("{about}: {line}", about=path.name, line=doubt))
    if not roster.people:
        raise UsageError("{path}: there is nobody in the roster", path=path)
    return roster


def _known(cells: list[str]) -> int:
    """How many of a line's cells may be headers."""
    return sum(map(bool, roster_headers.columns([clean(cell, 1_000) for cell in cells])))


def _broken(columns: list[str], cells: list[str]) -> list[str]:
    """Those of several lines."""
    return [clean(cell, 60) for cell, kind in zip(cells, columns, strict=False) if kind and "\n" in cell]


def _person(columns: list[str], row: list[str], extra: dict[str, str]) -> Person | None:
    """None for a line that is about nobody: Canvas's maxima, its test student."""
    cells = {column: value for column, value in zip(columns, row, strict=False) if column and value}
    name = cells.get("name") or whole_name(cells.get("first", ""), cells.get("last", ""))
    ids = {kind: cells[kind] for kind in ID_KINDS if kind in cells}
    if "moodle" in ids:
        ids = _moodle(ids)
    if plain(name) in _NOT_PEOPLE or not (name or ids):
        return None
    return Person(name, ids, extra, cells.get("section", ""))


def _moodle(ids: dict[str, str]) -> dict[str, str]:
    """`Participant 1234`, in whatever language, is a number; an identifier without one is the university's."""
    value = ids.pop("moodle")
    number = re.fullmatch(r"(?:\D*\s)?(\d+)", value)
    return {**ids, "moodle": number[1]} if number else {"sid": value, **ids}
