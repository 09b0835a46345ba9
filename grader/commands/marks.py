"""`grade marks`: what people grade, out to those who grade it and back."""

from __future__ import annotations

import contextlib
import functools
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.commands._told import note
from grader.errors import UsageError, reason
from grader.language import gettext as _
from grader.language import sentence
from grader.message import say
from grader.people import login
from grader.text import one_line

if TYPE_CHECKING:
    from grader.courses.course import Course
    from grader.export.marks import Answers, Rows
    from grader.gradebook import Gradebook

SHOWN = 20
"""Conflicts that are listed."""


@click.group()
def marks() -> None:
    """What people grade beside the checks: course.toml's [[exercise.item]].

    \b
    Examples:
      grade marks export --out marks.csv
      grade marks import marks.csv
    """


@marks.command("export")
@click.option("--section", metavar="NAME", help=say("Only those whom the roster has in this section."))
@click.option("--split", metavar="N|sections", help=say("A file for each of N graders (at random) or section."))
@click.option("--names", "named", is_flag=True, help=say("With keys and names. Default: blind, by numbers."))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE|DIR", help=say("Default: stdout. With --split a folder.")
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=say("Take what students wrote from these submissions. Default: as grade batch has read it."),
)
@click.option("--roster", type=click.Path(path_type=Path), metavar="CSV", help=say("As for grade batch."))
@options.course
@options.gradebook
@options.exercise
def export_(
    section: str | None,
    split: str | None,
    named: bool,
    out: Path | None,
    answers: Path | None,
    roster: Path | None,
    course_folder: Path | None,
    where: str | None,
    exercises: tuple[str, ...],
) -> None:
    """A row for each student and item of what was handed in, with what is graded already. Fill in `score` (of a choice
    one of its names), `comments` (keys of comments.toml) and `comment`, and import it again.

    \b
    Examples:
      grade marks export --out marks.csv
      grade marks export --split 3 --out to-grade
    """
    from grader.export import marks as table

    if split is not None and (out is None or not re.fullmatch(r"sections|[1-9]\d{0,2}", split)):
        raise click.UsageError(_("--split is a number of graders or sections, and goes with --out DIR"))
    course = options.chosen_course(course_folder)
    with options.opened_gradebook(where) as book:
        course = book.covered(course, exercises)
        if not any(exercise.items for exercise in course.exercises.values()):
            raise UsageError("there is nothing to grade by hand: course.toml has no [[exercise.item]] here")
        keys = None if section is None else [s.key for s in book.students() if s.section == section]
        if keys == []:
            raise UsageError("nobody is in section {name}", name=repr(one_line(section or "", 60)))
        answered = any(item.answer for exercise in course.exercises.values() for item in exercise.items)
        with _answers(course, answers, roster) if answers else _stored(book) as written:
            found = table.blocks(book, course, keys, named=named, answers=written if answered else None)
    if split is None or out is None:
        table.write(found, out, named=named, answered=answered)
        _tell(found, out)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError("{path}: {reason}", path=out, reason=reason(error)) from None
    for name, part in sorted(table.shares(found, split).items()):
        table.write(part, out / name, named=named, answered=answered)
        _tell(part, out / name)


def _tell(found: list[tuple[str, Rows]], out: Path | None) -> None:
    count = sum(len(rows) for _section, rows in found)
    click.echo(_("%(n)s rows are in %(path)s", n=count, path=out) if out else _("%(n)s rows", n=count), err=True)


@contextlib.contextmanager
def _stored(book: Gradebook) -> Iterator[Answers]:
    """What the class wrote, as `grade batch` has kept it."""
    of = functools.lru_cache(1)(book.answers)
    yield lambda student, exercise, item: of(student).get((exercise, item.id), "")


@contextlib.contextmanager
def _answers(course: Course, folder: Path, roster: Path | None) -> Iterator[Answers]:
    """What the class wrote in the files of this folder, by student, exercise and item."""
    from grader.intake import read_class
    from grader.tables.answers import answer

    with tempfile.TemporaryDirectory(prefix="grade-marks-") as work:
        found = read_class(
            folder, layout=None, roster=roster, work=Path(work), ids=course.exercises, handout=course.handout
        )
        files = {each.student.key: each.files for each in found.hand_ins}
        yield lambda student, exercise, item: answer(item, exercise, files.get(student, {})) if item.answer else ""


@marks.command("import")
@click.argument("files", metavar="CSV…", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--by", metavar="NAME", help=say("Who graded it, whom students may ask. Default: your login name."))
@click.option("--overwrite", is_flag=True, help=say("Where somebody else graded an item meanwhile, take the file's."))
@options.course
@options.gradebook
@options.out(say("The folder that holds the gradebook."))
def import_(
    files: tuple[Path, ...], by: str | None, overwrite: bool, course_folder: Path | None, where: str | None, out: Path
) -> None:
    """Take marks from files that `grade marks export` made: all of them or, where one row cannot be meant, none.

    A row without a score is not graded yet. The same file may be imported again.

    \b
    Example:
      grade marks import to-grade/grader-1.csv --by kim
    """
    from dataclasses import replace

    from grader.tables.marks import Marks

    course = options.chosen_course(course_folder)
    with options.opened_gradebook(where, out) as book:
        there, problems = book.decided(), list[str]()
        table = Marks(course, book.numbers(), there)
        graded = sum(table.read(path, problems) for path in files)
        for problem in problems:
            note(problem)
        given = [replace(each, seen=-1) if overwrite else each for each in table.given.values()]
        conflicts = book.mark(given, one_line(by or login(), 100))
        for each in conflicts[:SHOWN]:
            click.echo(_("conflict: %(line)s", line=sentence(table.shown(each))), err=True)
        if conflicts:
            raise UsageError(
                "{count} items were graded by somebody else since they were exported, so nothing was taken: "
                "correct the rows, or take the files' with --overwrite",
                count=len(conflicts),
            )
        pending = sum(standing.pending for standing in book.standings(book.covered(course)))
    click.echo(_("%(n)s rows are taken; %(pending)s items are still to be graded", n=graded, pending=pending))
