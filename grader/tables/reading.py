"""Rows of a table, each with its number and the student that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from grader.errors import UsageError
from grader.gradebook.directory import StudentDirectory
from grader.intake import delimited, roster_headers
from grader.intake.names import bare, clean
from grader.message import Message, message_of, say
from grader.people import ID_KINDS, Student
from grader.text import one_line

MAX_TABLE = 32 * 2**20
T = TypeVar("T")


class Row(NamedTuple):
    """number: as a spreadsheet shows it. who: cells that may say whose it is. cells: the others, by column."""

    number: int
    who: list[str]
    cells: dict[str, str]


def rows(
    path: Path, columns: Mapping[str, Sequence[str]], problems: list[str], *, about_people: bool = True
) -> list[Row]:
    """columns: what each is called here -> how it may be headed. problems: gets what is to be told of the encoding.
    about_people: whether a column has to say who a row is about.

    Raises UsageError for a file that cannot be read or that has no such columns.
    """
    names = {bare(header): column for column, headers in columns.items() for header in (column, *headers)}
    names |= dict.fromkeys(_KEYS, "id")

    def kinds(cells: list[str]) -> list[str]:
        headers = [clean(cell, 1_000) for cell in cells]
        people = roster_headers.columns(headers)
        return [names.get(bare(header)) or _WHO.get(kind, "") for header, kind in zip(headers, people, strict=True)]

    lines = delimited.read(path, lambda cells: sum(map(bool, kinds(cells))), problems, limit=MAX_TABLE)
    there = kinds(lines[0].cells) if lines else []
    if not {*there} & {*columns}:
        raise UsageError(
            "{path}: no column is called {names}; add a line of headers", path=path, names=" / ".join(columns)
        )
    if about_people and not {*there} & {"id", "name"}:
        raise UsageError("{path}: no column says who it is about, such as student, email or name; add one", path=path)
    return [_row(line, there) for line in lines[1:]]


def _row(line: delimited.DelimitedLine, kinds: list[str]) -> Row:
    cells = [(kind, clean(cell, 4_000)) for kind, cell in zip(kinds, line.cells, strict=False) if kind]
    # An id says more than a name, and a name may be spelled otherwise here.
    who = [text for kind, text in cells if kind == "id" and text] or [text for kind, text in cells if kind == "name"]
    return Row(line.number, who, {kind: text for kind, text in cells if kind not in ("id", "name")})


_WHO = dict.fromkeys(ID_KINDS, "id") | {"name": "name"}
_KEYS = ("student", "key", "studentkey")
"""Columns of our own tables, with the names of folders."""


def student(row: Row, directory: StudentDirectory) -> Student:
    """Raises ValueError where that is no one, several people, or two."""
    if not any(row.who):
        raise ValueError(say("it does not say who: add their key, name, email or another id"))
    found: dict[str, Student] = {}
    for text in filter(None, row.who):
        meant = directory.meant(text)
        if not meant:
            doubt = directory.doubt(text)
            name = repr(one_line(text, 60))
            if doubt:
                raise ValueError(say("no student has the id {name}; {doubt}", name=name, doubt=doubt))
            raise ValueError(say("no student has the id {name}", name=name))
        if len(meant) > 1:
            keys = ", ".join(each.key for each in meant[:10])
            raise ValueError(
                say(
                    "{name} can be any of several students: name one by its key: {keys}",
                    name=repr(one_line(text, 60)),
                    keys=keys,
                )
            )
        found[meant[0].key] = meant[0]
    if len(found) > 1:
        names = ", ".join(one_line(text, 60) for text in row.who)
        raise ValueError(say("{names} are different students: {keys}", names=names, keys=", ".join(found)))
    return next(iter(found.values()))


def decided(path: Path, table: Iterable[Row], decide: Callable[[Row], T]) -> list[T]:
    """What each row decides. Raises UsageError with the first row that cannot be meant, and how many more there are."""
    done, wrong = list[T](), list[Message]()
    for row in table:
        try:
            done.append(decide(row))
        except ValueError as error:
            wrong.append(say("row {number}: {reason}", number=row.number, reason=message_of(error)))
    if len(wrong) > 1:
        raise UsageError(
            "{path}, {line} (and {n} more rows are wrong); nothing of this file was taken",
            path=path,
            line=wrong[0],
            n=len(wrong) - 1,
        )
    if wrong:
        raise UsageError("{path}, {line}; nothing of this file was taken", path=path, line=wrong[0])
    return done
