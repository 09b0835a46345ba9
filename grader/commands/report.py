"""`grade report`: the reports again, from what is stored."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.commands._told import note
from grader.errors import UsageError
from grader.language import gettext as _
from grader.message import say

if TYPE_CHECKING:
    from grader.courses.course import Course
    from grader.gradebook import Gradebook
    from grader.report.page import Audience


SHEET = "gradebook.csv"


@click.command()
@options.course
@options.gradebook
@options.exercise
@options.out(say("The folder for index.html and <student>/index.html."))
@options.lang
@click.option("--instructor", "copies", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help=say("Write copies for yourself to DIR instead, with the data of hidden checks."))  # fmt: skip
def report(
    course_folder: Path | None,
    where: str | None,
    exercises: tuple[str, ...],
    out: Path,
    lang: str | None,
    copies: Path | None,
) -> None:
    """Write the reports again from the gradebook, without running any student's code.

    Each student's result.json, and gradebook.csv if there is one, are written again too, so that all agree.

    \b
    Examples:
      grade report
      grade report --exercise ID --exercise ANOTHER
      grade report --instructor my-copies
    """
    from grader import gradebook
    from grader.batch.lock import is_busy
    from grader.export import csv
    from grader.report import class_page, remarks

    if copies is not None and copies.resolve() == out.resolve():
        raise UsageError("--instructor {copies}: the students' reports are there; choose another folder", copies=copies)
    course = options.chosen_course(course_folder, lang=lang)
    batches = (out, Path(where or out / gradebook.FILE).parent)
    if any(map(is_busy, batches)):
        note(say("grade batch is still grading: these reports show what is graded so far; run this again when it ends"))
    audience: Audience = "student" if copies is None else "instructor"
    out = copies or out
    with options.opened_gradebook(where, batches[0]) as book:
        course = book.covered(course, exercises)
        pages, newest = _student_pages(book, course, out, audience)
        if (out / SHEET).exists():
            csv.write(book, course, out / SHEET)
        class_page.write(out, book, course, remarks.read(batches), newest)
    click.echo(_("%(n)s reports and %(file)s are written", n=pages, file=out / "index.html"), err=True)


def _student_pages(book: Gradebook, course: Course, out: Path, audience: Audience) -> tuple[int, str]:
    """How many were written, and when the newest result was graded."""
    from grader.files import write_atomically, write_page
    from grader.outcomes.result import for_student, to_json
    from grader.report import page

    pages, newest = 0, ""
    total = len(book.students())
    quiet = not sys.stderr.isatty()
    with click.progressbar(length=total, label=_("reports"), file=sys.stderr, width=30, hidden=quiet) as bar:
        for standing, result in book.results(course):
            bar.update(1)
            if result is not None:
                folder = out / standing.student.key
                before = book.before(standing.student.key, course)
                write_page(folder / "index.html", page.render(result, audience, before))
                if audience == "student":
                    write_atomically(folder / "result.json", to_json(for_student(result)))
                pages, newest = pages + 1, max(newest, result.graded_at)
    return pages, newest
