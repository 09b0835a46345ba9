"""An LMS's own sheet, read, filled in and written as it came: rows, order, delimiter, line ends, byte order mark."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import UsageError
from grader.export.common import bytes_to, cell, listed, people, read_bytes
from grader.files import no_table
from grader.gradebook import Standing
from grader.message import say

_BOM = b"\xef\xbb\xbf"


@dataclass
class Sheet:
    """rows: all of them, the header first. name: for messages."""

    name: str
    rows: list[list[str]]
    delimiter: str = ","
    line_end: str = "\r\n"
    bom: bool = False

    @property
    def header(self) -> list[str]:
        return self.rows[0]

    def column(self, *names: str) -> int | None:
        """The first column of one of these names, whatever its case."""
        titles = [title.strip().casefold() for title in self.header]
        return next((titles.index(name.casefold()) for name in names if name.casefold() in titles), None)

    def value(self, row: list[str], column: int | None) -> str:
        return row[column].strip() if column is not None and column < len(row) else ""

    def set(self, row: list[str], column: int, value: str) -> None:
        row.extend([""] * (column + 1 - len(row)))
        row[column] = value

    def make_harmless(self, columns: Iterable[int | None], known_by: int | None) -> None:
        """The names of people whom the LMS knows by another column: to it they mean nothing, to a spreadsheet `=…`
        does. All else stays as it came."""
        names = [column for column in columns if column is not None]
        for row in self.rows[1:]:
            if self.value(row, known_by):
                for column in names:
                    row[column : column + 1] = map(cell, row[column : column + 1])

    def write(self, out: Path | None) -> None:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.line_end).writerows(self.rows)
        with bytes_to(out) as file:
            file.write(_BOM * self.bom + text.getvalue().encode(errors="backslashreplace"))


def read(path: Path, out: Path | None = None) -> Sheet:
    """out: where it will be written to. Raises UsageError for a file that is not a table in UTF-8, and where `out` is
    the same file: what the LMS gave is kept."""
    if out is not None and out.resolve() == path.resolve():
        raise UsageError("--out {out} is the sheet that is read: name another file for the output", out=out)
    data = read_bytes(path)
    if said := no_table(data):
        raise UsageError("{path}: {reason}", path=path, reason=said)
    try:
        text = data.decode("utf-8-sig")
        delimiter = _delimiter(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except UnicodeDecodeError:
        raise UsageError("{path} is not in UTF-8: export it again, or save it as “CSV UTF-8”", path=path) from None
    except csv.Error as error:
        raise UsageError("{path} is not a CSV file ({error}): export it again", path=path, error=error) from None
    if not rows or len(rows[0]) < 2:
        raise UsageError("{path}: there is no table in it: export it again", path=path)
    first_line = text[: text.find("\n") + 1]
    return Sheet(str(path), rows, delimiter, "\n" if first_line[-2:] != "\r\n" else "\r\n", data.startswith(_BOM))


def _delimiter(text: str) -> str:
    """A semicolon or a tab where the first lines agree on a number of them and it is the larger one, else a comma."""
    lines = [line for line in text.splitlines()[:3] if line]
    counts: dict[str, int] = {}
    for mark in ",;\t":
        found = {len(row) for row in csv.reader(lines, delimiter=mark)}
        counts[mark] = found.pop() if len(found) == 1 else 0
    return max(counts, key=lambda mark: counts[mark])


def name_key(name: str) -> str:
    """The same for “Lovelace, Ada” and “Ada Lovelace”."""
    return " ".join(sorted(name.casefold().replace(",", " ").split()))


Called = list[tuple[str, str]]
"""What a row calls a student: (kind, value), the system's own id first, then by how sure it is."""


@dataclass
class Directory:
    """The class by what other systems call a student, and what became of each while a sheet was filled in."""

    standings: Iterable[Standing]
    unscored: list[str] = field(default_factory=list)
    _unknown: list[str] = field(default_factory=list)
    _twice: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _by: dict[tuple[str, str], list[Standing]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standings = list(self.standings)
        for standing in self.standings:
            student = standing.student
            for kind, value in {**student.ids, "name": name_key(student.name)}.items():
                self._by.setdefault((kind, value.casefold()), []).append(standing)

    def matched(
        self, rows: list[list[str]], called: Callable[[list[str]], Called]
    ) -> Iterator[tuple[list[str], Standing]]:
        """Each row that is one student's of the gradebook, once a student. What several rows are called, or several
        students, means nobody."""
        names = [called(row) for row in rows]
        shared = Counter(one for row in names for one in row)
        for row, mine in zip(rows, names, strict=True):
            standing = self._find([one for one in mine[1:] if shared[one] == 1], mine[0])
            if standing is None:
                self._unknown.append(" ".join(row[:2]))
            elif standing.student.key in self._seen:
                self._twice.append(standing.student.key)
            else:
                self._seen.add(standing.student.key)
                yield row, standing

    def _find(self, called: Called, own: tuple[str, str]) -> Standing | None:
        """Who the system knows by another id of its own is never meant, however they are called."""
        for kind, value in [own, *called]:
            found = self._by.get((kind, value.casefold()), []) if value else []
            if len(found) == 1 and (not own[1] or found[0].student.ids.get(own[0], own[1]) == own[1]):
                return found[0]
        return None

    def notes(self, sheet: str) -> list[str]:
        """What the instructor should know of the sheet that was filled in."""
        elsewhere = [s.student.key for s in self.standings if s.attempts and s.student.key not in self._seen]
        twice = say("several rows in {sheet}: the first is filled in; look at them", sheet=sheet)
        unscored = say(
            "no score that counts (absent, not graded yet, or ungraded): the grades in the sheet are unchanged"
        )
        notes: list[str] = []
        if self._unknown:
            line = say(
                "rows of {sheet} that are not in the gradebook, left unchanged: {names}",
                sheet=sheet,
                names=listed(self._unknown),
            )
            notes.append(line)
        if elsewhere:
            notes.append(
                say("students of the gradebook who are not in {sheet}: {names}", sheet=sheet, names=listed(elsewhere))
            )
        return [*notes, *people(self._twice, twice), *people(self.unscored, unscored)]
