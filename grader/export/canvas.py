"""Canvas: the instructor's own exported sheet with our column filled in, to be imported over the old one.

Canvas finds students by ID, SIS User ID, SIS Login ID, name, and an assignment by the number in its column's title; a
title without a number makes a new assignment. Excused cells (EX) and every other column stay as they are.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from grader.courses.course import Course
from grader.errors import UsageError
from grader.export.common import cell, exact, listed
from grader.export.sheet import Directory, Sheet, name_key, read
from grader.gradebook import Gradebook, Standing
from grader.message import say
from grader.text import one_line

_ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s+\((?P<id>\d+)\)$", re.S)
POINTS = "    Points Possible"


def write(
    book: Gradebook,
    course: Course,
    out: Path | None,
    into: Path | None = None,
    *,
    per_exercise: bool = False,
    column: str | None = None,
    out_of: float | None = None,
) -> list[str]:
    """into: the sheet as Canvas exported it; without it a new one with the students of the gradebook. column: the
    assignment's title or number, where it is not called as the course. out_of: scales the total to these points."""
    directory = Directory(book.standings(course))
    sheet = read(into, out) if into else _new_sheet(directory)
    if sheet.column("ID") is None or sheet.column("Section") is None:
        raise UsageError(
            "{name} is not a gradebook of Canvas (columns Student, ID, Section): use Grades > Export", name=sheet.name
        )
    if into and column and (near := _nearly(sheet, column)):
        raise UsageError(
            "{name}: no column {column}: did you mean {near}? (make a new assignment of that name in Canvas first)",
            name=sheet.name,
            column=one_line(column, 60),
            near=near,
        )
    each = [_Item((e.id,), e.worth, number) for number, e in enumerate(course.exercises.values())]
    found = each if per_exercise else [_total(course, column, out_of)]
    notes: list[str] = []
    columns = [(index, item) for item in found for index in [_column(sheet, item, notes)]]
    students = [row for row in sheet.rows[1:] if any(row) and not _is_points(row) and not _is_posting(row)]
    for row, standing in directory.matched(students, lambda row: _called(sheet, row)):
        _fill(sheet, row, standing, columns, directory)
    sheet.make_harmless(map(sheet.column, ("Student", "LastName", "FirstName")), known_by=sheet.column("ID"))
    sheet.write(out)
    return notes + directory.notes(sheet.name)


class _Item:
    """One assignment: what it is called, its points, and each student's score. titles: the first names a new one."""

    def __init__(self, titles: tuple[str, ...], points: float, exercise: int | None, factor: float = 1.0) -> None:
        self.titles, self.points, self._exercise, self._factor = titles, points, exercise, factor

    def score(self, standing: Standing) -> float | None:
        score = standing.score if self._exercise is None else standing.exercises[self._exercise].score
        return None if score is None else score * self._factor


def _total(course: Course, column: str | None, out_of: float | None) -> _Item:
    points = sum(e.worth for e in course.exercises.values())
    titles = (column,) if column else (course.title, course.name)
    return _Item(titles, out_of or points, None, out_of / points if out_of and points else 1.0)


def _new_sheet(directory: Directory) -> Sheet:
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section"], [POINTS, "", "", "", ""]]
    for standing in directory.standings:
        ids = standing.student.ids
        names = (standing.student.name, ids.get("canvas", ""), ids.get("sid", ""), ids.get("login", ""), "")
        rows.append([cell(name) for name in names])
    return Sheet("the new sheet", rows)


def _column(sheet: Sheet, item: _Item, notes: list[str]) -> int:
    """The assignment's column, made at the end where there is none. Raises UsageError where it may not be written."""
    wanted = {title.casefold() for title in item.titles}
    found = [i for i, title in enumerate(sheet.header) if _names(title) & wanted]
    if len(found) > 1:
        titles = listed([sheet.header[i] for i in found])
        raise UsageError(
            "{name}: more than one column fits ({titles}): say which with --column NUMBER",
            name=sheet.name,
            titles=titles,
        )
    if not found:
        notes.append(
            say(
                "{title}: there is no such column, so a new one is added (--column names one that is there); Canvas "
                "will offer to make the assignment",
                title=item.titles[0],
            )
        )
        return _add_column(sheet, item)
    possible = next((sheet.value(row, found[0]) for row in sheet.rows[1:3] if _is_points(row)), "")
    if "read only" in possible:
        raise UsageError(
            "{name}: Canvas computes {header} itself: name another column with --column",
            name=sheet.name,
            header=sheet.header[found[0]],
        )
    if possible and _number(possible) not in (None, item.points):
        notes.append(
            say(
                "{title} is worth {there} points in Canvas and {here} here: the scores are not changed; --out-of "
                "{there} scales the total",
                title=sheet.header[found[0]],
                there=possible,
                here=exact(item.points),
            )
        )
    return found[0]


def _names(header: str) -> set[str]:
    """What a column may be called: its title, with and without the number, and the number."""
    match = _ASSIGNMENT.fullmatch(header.strip())
    return {header.strip().casefold(), *((match["title"].casefold(), match["id"]) if match else ())}


def _nearly(sheet: Sheet, column: str) -> str:
    """A similarly named existing column. Names that differ in a number (“Sheet 2”) are not treated as typos."""
    wanted = column.strip().casefold()
    names = {name: title.strip() for title in sheet.header for name in _names(title)}
    alike = [name for name in names if wanted.isdigit() or re.findall(r"\d+", name) == re.findall(r"\d+", wanted)]
    near = difflib.get_close_matches(wanted, alike, 1, 0.8)
    return "" if wanted in names or not near else names[near[0]]


def _add_column(sheet: Sheet, item: _Item) -> int:
    column = max(len(row) for row in sheet.rows)
    sheet.set(sheet.header, column, item.titles[0])
    if not any(_is_points(row) for row in sheet.rows):
        sheet.rows.insert(1, [POINTS])
    for row in sheet.rows[1:]:
        sheet.set(row, column, exact(item.points) if _is_points(row) else "")
    return column


def _is_points(row: list[str]) -> bool:
    return bool(row) and "Points Possible" in row[0]


def _is_posting(row: list[str]) -> bool:
    return all(re.fullmatch(r"\s*(muted|manual posting.*)?\s*", value, re.I) for value in row)


def _called(sheet: Sheet, row: list[str]) -> list[tuple[str, str]]:
    last, first = sheet.column("LastName"), sheet.column("FirstName")
    login = sheet.value(row, sheet.column("SIS Login ID"))
    name = sheet.value(row, sheet.column("Student")) or f"{sheet.value(row, last)} {sheet.value(row, first)}"
    return [
        ("canvas", sheet.value(row, sheet.column("ID"))),
        ("sid", sheet.value(row, sheet.column("SIS User ID"))),
        ("login", login),
        ("email", login),
        ("name", name_key(name)),
    ]


def _fill(
    sheet: Sheet, row: list[str], standing: Standing, columns: list[tuple[int, _Item]], directory: Directory
) -> None:
    scores = {index: item.score(standing) for index, item in columns}
    if None in scores.values():
        directory.unscored.append(standing.student.key)
    for index, score in scores.items():
        if score is not None and sheet.value(row, index).upper() != "EX":
            sheet.set(row, index, exact(round(score, 2)))


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
