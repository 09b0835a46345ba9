"""Moodle: the offline grading worksheet with grades and comments filled in, and the reports as feedback files.

Moodle passes over a row whose grade is above the maximum, locked, or newer there than in the worksheet: such rows are
left as they are and said. The feedback zip goes to “Upload multiple feedback files in a zip”.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from grader.courses.course import Course
from grader.errors import UsageError
from grader.export.common import bytes_to, cell, exact, people
from grader.export.sheet import Directory, Sheet, name_key, read
from grader.gradebook import Gradebook, Standing
from grader.message import say

_OURS = "autograd-grader: "
"""What our comments begin with, so that a teacher's own is never written over."""


def write(
    book: Gradebook,
    course: Course,
    out: Path | None,
    into: Path | None = None,
    *,
    column: str | None = None,
    out_of: float | None = None,
    feedback: Path | None = None,
) -> list[str]:
    """into: the worksheet as Moodle exported it; without it a new one of the students with a participant number.
    column: the grade's column where it is not called Grade (Moodle translates). out_of: scales the total.
    feedback: a zip that gets the reports."""
    directory = Directory(book.standings(course))
    sheet = read(into, out) if into else _new_sheet(directory)
    rows = [row for row in sheet.rows[1:] if any(row)]
    grade = _grade(sheet, rows, column or "Grade")
    skipped: list[str] = []
    if into is None and not rows:
        raise UsageError(
            "{name}: no student has a participant number of Moodle: give Moodle's worksheet with --into", name=book.name
        )
    for row, standing in directory.matched(rows, lambda row: _called(sheet, row)):
        _fill(sheet, row, grade, standing, out_of, directory, skipped)
    sheet.make_harmless([sheet.column("Full name") or 1], known_by=sheet.column("Identifier") or 0)
    sheet.write(out)
    return [
        *_scale_notes(sheet, rows, out_of or sum(e.worth for e in course.exercises.values())),
        *people(
            skipped, say("a locked row, or a score above Moodle's maximum grade, which is not filled in (see --out-of)")
        ),
        *directory.notes(sheet.name),
        *(write_feedback(book, course, feedback) if feedback else ()),
    ]


def write_feedback(book: Gradebook, course: Course, out: Path) -> list[str]:
    """A zip with each student's report, as they may see it."""
    from grader.outcomes.result import for_student
    from grader.report import page

    without: list[str] = []
    with bytes_to(out) as file, zipfile.ZipFile(file, "w") as archive:
        for standing, result in book.results(course):
            number = standing.student.ids.get("moodle")
            if result is None or number is None or not number.isdigit():
                without += [standing.student.key] if result else []
                continue
            entry = zipfile.ZipInfo(f"{_file_part(standing.student.name)}_{number}_assignfeedback_file_/index.html")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, page.render(for_student(result), before=book.before(standing.student.key, course)))
    return people(without, say("no participant number of Moodle (not in the zip)"))


def _new_sheet(directory: Directory) -> Sheet:
    rows = [["Identifier", "Full name", "Email address", "Grade", "Maximum grade", "Last modified (grade)",
             "Feedback comments"]]  # fmt: skip
    for standing in directory.standings:
        student = standing.student
        if "moodle" in student.ids:
            number = f"Participant {student.ids['moodle']}"
            known = (number, student.name, student.ids.get("email", ""))
            rows.append([*map(cell, known), "", "", "-", ""])
    return Sheet("the new worksheet", rows)


def _grade(sheet: Sheet, rows: list[list[str]], title: str) -> int:
    """The column of the grades. Raises UsageError where there is none or the file is not a worksheet."""
    grade = sheet.column(title)
    if grade is not None:
        return grade
    if rows and not any(_number(sheet, row) for row in rows):
        raise UsageError(
            "{name} is not a worksheet of Moodle (rows of Participant 12 …): use Download grading worksheet",
            name=sheet.name,
        )
    raise UsageError(
        "{name}: there is no column {title}: name the column for the grade with --column", name=sheet.name, title=title
    )


def _number(sheet: Sheet, row: list[str]) -> str:
    """The identifier is the first column in every language: “Participant 12”, “Teilnehmer/in12”."""
    number = re.search(r"(\d+)$", sheet.value(row, sheet.column("Identifier") or 0))
    return number[1] if number else ""


def _scale_notes(sheet: Sheet, rows: list[list[str]], points: float) -> list[str]:
    """points: what the scores are out of."""
    there = {most for row in rows if (most := _most(sheet, row)) is not None} - {points}
    return [
        say(
            "the maximum grade is {there} in Moodle and {here} here: the scores are not changed; --out-of {there} "
            "scales the total",
            there=exact(most),
            here=exact(points),
        )
        for most in sorted(there)
    ]


def _most(sheet: Sheet, row: list[str]) -> float | None:
    """The maximum grade; None for a scale of words, or where there is no such column."""
    most = sheet.value(row, sheet.column("Maximum grade")).replace(",", ".")
    return float(most) if re.fullmatch(r"\d+(\.\d+)?", most) else None


def _called(sheet: Sheet, row: list[str]) -> list[tuple[str, str]]:
    email = sheet.value(row, sheet.column("Email address", "Email"))
    return [
        ("moodle", _number(sheet, row)),
        ("email", email),
        ("sid", sheet.value(row, sheet.column("ID number"))),
        ("login", sheet.value(row, sheet.column("Username"))),
        ("name", name_key(sheet.value(row, sheet.column("Full name")))),
    ]


def _fill(
    sheet: Sheet,
    row: list[str],
    grade: int,
    standing: Standing,
    out_of: float | None,
    directory: Directory,
    skipped: list[str],
) -> None:
    if standing.score is None:
        directory.unscored.append(standing.student.key)
        return
    score = round(standing.score * (out_of / standing.points if out_of and standing.points else 1.0), 2)
    most = _most(sheet, row)
    locked = sheet.value(row, sheet.column("Grade can be changed")).casefold() == "no"
    if locked or (most is not None and score > most):
        skipped.append(standing.student.key)
        return
    sheet.set(row, grade, exact(score))
    comments = sheet.column("Feedback comments")
    there = sheet.value(row, comments)
    if comments is not None and (not there or there.startswith(_OURS)):
        sheet.set(row, comments, _comment(standing))


def _comment(standing: Standing) -> str:
    """Numbers only: what the student reads more of is the report."""
    each = ", ".join(f"{e.id} {exact(e.score)}/{exact(e.points)}" for e in standing.exercises)
    days = standing.days_late
    late = "" if not days else ", a day late" if days == 1 else f", {days} days late"
    of = f" of {standing.attempts}" if standing.counting.isdigit() else ""
    which = f", attempt {standing.counting}{of} counts" if standing.attempts > 1 else ""
    return f"{_OURS}{exact(standing.score)} of {exact(standing.points)} points{late}{which} ({each})"


def _file_part(name: str) -> str:
    """A name in a folder's: Moodle splits that at every underscore."""
    return " ".join(re.sub(r"[^\w .'-]|_", " ", name).split()).lstrip(".~ ")[:80] or "Student"
