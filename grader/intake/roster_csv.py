"""The class list as a CSV from any of the usual systems."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from grader.errors import UsageError
from grader.intake.names import clean, plain
from grader.intake.roster import Person, Roster
from grader.message import say
from grader.people import ID_KINDS
from grader.text import no_table, one_line

MAX_ROSTER = 32 * 2**20
_END = "end-of-roster"
_HEADERS = {
    "name": "name student studentname fullname displayname sortablename participantname nameofstudent",
    "last": "lastname last surname familyname studentlastname",
    "first": "firstname first givenname studentfirstname",
    "email": "email emailaddress mail studentemail",
    "sid": "sid studentid sisuserid sisid idnumber studentnumber matriculationnumber matrikelnummer rosteridentifier",
    "login": "login loginid sislogin sisloginid username user netid account",
    "github": "githubusername github githublogin githubuser",
    "canvas": "canvasid canvasuserid",
    "moodle": "participant participantid participantnumber",
}
_COLUMNS = {header: column for column, headers in _HEADERS.items() for header in headers.split()}
_NOT_PEOPLE = frozenset({"pointspossible", "manualposting", "studenttest", "teststudent"})


def read(path: Path, problems: list[str]) -> Roster:
    """Raises UsageError for a file that cannot be read or has no column with names or ids."""
    rows = list(_rows(path, _text(path, problems)))
    if not rows:
        raise UsageError(f"{path}: the roster is empty; it needs a line of headers and one for each student")
    headers = [clean(cell, 1_000) for cell in rows[0]]
    columns = _columns(headers)
    if not any(columns):
        raise UsageError(
            f"{path}: no column is called name, email, student id, login or github_username; add a line of headers"
        )
    roster = Roster()
    for raw in rows[1:]:
        row = [clean(cell, 1_000) for cell in raw]
        person = _person(headers, columns, row)
        if person is None:
            continue
        if broken := [clean(cell, 60) for cell, kind in zip(raw, columns, strict=False) if kind and "\n" in cell]:
            line = say("{cell}: goes over several lines; is a quotation mark missing?", cell=broken[0])
            problems.append(say("{about}: {line}", about=path.name, line=line))
        if doubt := roster.add(person):
            problems.append(say("{about}: {line}", about=path.name, line=doubt))
    if not roster.people:
        raise UsageError(f"{path}: there is nobody in the roster")
    return roster


def _text(path: Path, problems: list[str]) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    if len(data) > MAX_ROSTER:
        raise UsageError(f"{path}: {len(data):,} bytes; a roster may have {MAX_ROSTER:,}")
    if said := no_table(data):
        raise UsageError(f"{path}: {said}")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        line = say("not UTF-8, so it was read as Latin-1; check the names with accents")
        problems.append(say("{about}: {line}", about=path.name, line=line))
        return data.decode("cp1252", errors="replace")


def _rows(path: Path, text: str) -> Iterator[list[str]]:
    header = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            if row and row != [_END] and row[-1].endswith(_END):
                raise UsageError(f"{path}: a quotation mark in line {before + 1} or later is not closed")
            if row != [_END] and any(cell.strip() for cell in row):
                yield [cell.strip() for cell in row]
            before = reader.line_num
    except csv.Error as error:
        raise UsageError(f"{path}: not a readable CSV ({one_line(str(error), 100)})") from None


def _columns(headers: list[str]) -> list[str]:
    """What each column holds, '' for one that is only kept; each is named once, by the first that fits."""
    words = [re.sub(r"[^a-z0-9]", "", header.lower()) for header in headers]
    kinds = [_kind(word, set(words)) for word in words]
    return [kind if kind not in kinds[:i] else "" for i, kind in enumerate(kinds)]


def _kind(word: str, all_words: set[str]) -> str:
    if word == "id":  # Canvas's own where the file is Canvas's, else the university's
        return "canvas" if all_words & {"sisuserid", "sisloginid"} or {"student", "section"} <= all_words else "sid"
    if word == "username" and "githubid" in all_words:  # Classroom 50
        return "github"
    if word == "identifier":  # Moodle's worksheet, or GitHub Classroom's
        return "sid" if all_words & {"githubusername", "githubid"} else "moodle"
    return _COLUMNS.get(word, "")


def _person(headers: list[str], columns: list[str], row: list[str]) -> Person | None:
    """None for a line that is about nobody: Canvas's maxima, its test student."""
    cells = {column: value for column, value in zip(columns, row, strict=False) if column and value}
    name = cells.get("name") or " ".join(filter(None, (cells.get("first"), cells.get("last"))))
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
