"""`grade export FORMAT`: the gradebook, or one stored result, for another system."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.options import course_option, exercise_option, gradebook_option

if TYPE_CHECKING:
    from grader.courses.course import Course
    from grader.gradebook import Gradebook
    from grader.outcomes.result import Result

_FILE = click.Path(dir_okay=False, path_type=Path)
_POINTS = click.FloatRange(0, min_open=True)

_out = click.option("--out", type=_FILE, metavar="FILE", help="Default: stdout.")
_student = click.option("--student", metavar="KEY", help="Only this one, by the name of their folder.")
_result = click.option("--result", type=_FILE, metavar="FILE", help="A result.json instead of a gradebook.")
_column = click.option("--column", metavar="TITLE", help="The column to fill in, where its name is another.")
_out_of = click.option("--out-of", type=_POINTS, metavar="POINTS", help="Scale the total to these points.")


@dataclass(frozen=True)
class _Source:
    """What is exported. exercises: only these; none named: all that somebody was graded on."""

    course_folder: Path | None
    where: str | None
    exercises: tuple[str, ...]

    @contextmanager
    def opened(self) -> Iterator[tuple[Gradebook, Course]]:
        from grader import gradebook
        from grader.courses import course as courses

        course = courses.load(self.course_folder or courses.find(Path.cwd(), ()))
        with gradebook.open(self.where or Path("reports") / gradebook.FILE, create=False) as book:
            yield book, book.covered(course, self.exercises)

    def stored(self, path: Path) -> Result:
        """The result.json at `path`, in the gradebook's place."""
        from grader.export.common import stored_result

        if self.exercises:
            raise click.UsageError("--exercise is about a gradebook: leave out --result")
        return stored_result(path)


def _format(*options: Callable[[Any], Any]) -> Callable[[Callable[..., None]], click.Command]:
    """A subcommand with these options and those that all have."""

    def made(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)
        def command(course_folder: Path | None, where: str | None, exercises: tuple[str, ...], **given: Any) -> None:
            function(_Source(course_folder, where, exercises), **given)
            for path in filter(None, (given["out"], given.get("feedback"))):
                click.echo(f"{path} is written", err=True)

        for option in reversed((course_option, gradebook_option, exercise_option, _out, *options)):
            command = option(command)
        return export.command()(command)

    return made


@click.group()
def export() -> None:
    """Hand the gradebook to another system. A missing score is an empty cell, never a zero.

    \b
    Examples:
      grade export csv --out gradebook.csv
      grade export canvas --into exported.csv --out to-import.csv
      grade export csv --exercise ID --exercise ANOTHER
    """


@_format()
def csv(source: _Source, out: Path | None) -> None:
    """One row a student, for a spreadsheet.

    \b
    Example:
      grade export csv --out gradebook.csv
    """
    from grader.export import csv as module

    with source.opened() as (book, course):
        _say(module.write(book, course, out))


@_format()
def json(source: _Source, out: Path | None) -> None:
    """Students, exercises and checks as one JSON document.

    \b
    Example:
      grade export json --out gradebook.json
    """
    from grader.export import json as module

    with source.opened() as (book, course):
        _say(module.write(book, course, out))


@_format(
    click.option("--into", type=_FILE, metavar="CSV", help="The sheet from Canvas: Grades > Export."),
    click.option("--per-exercise", is_flag=True, help="A column for each exercise instead of one for the total."),
    _column,
    _out_of,
)
def canvas(source: _Source, out: Path | None, **options: Any) -> None:
    """The sheet that Canvas exported with our column filled in, for Grades > Import.

    \b
    Example:
      grade export canvas --into exported.csv --out to-import.csv
    """
    from grader.export import canvas as module

    if options["per_exercise"] and (options["column"] or options["out_of"]):
        raise click.UsageError("--column and --out-of are about the total: leave out --per-exercise")
    with source.opened() as (book, course):
        _say(module.write(book, course, out, **options))


@_format(
    click.option("--into", type=_FILE, metavar="CSV", help="Moodle's worksheet: Download grading worksheet."),
    click.option("--feedback", type=_FILE, metavar="ZIP", help="Also write the reports, for Moodle to hand out."),
    _column,
    _out_of,
)
def moodle(source: _Source, out: Path | None, feedback: Path | None, **options: Any) -> None:
    """Moodle's grading worksheet filled in, for “Upload grading worksheet”; and the reports as a zip.

    \b
    Example:
      grade export moodle --into worksheet.csv --out to-upload.csv --feedback feedback.zip
    """
    from grader.export import moodle as module

    with source.opened() as (book, course):
        _say(module.write(book, course, out, **options))
        if feedback is not None:
            _say(module.write_feedback(book, course, feedback))


@_format(_student, _result)
def gradescope(source: _Source, out: Path | None, student: str | None, result: Path | None) -> None:
    """One student's results.json, as Gradescope's autograders write it.

    \b
    Example:
      grade export gradescope --result reports/you/result.json --out /autograder/outcomes/results.json
    """
    from grader.export import gradescope as module

    if result is not None:
        module.write_result(source.stored(result), out)
        return
    with source.opened() as (book, course):
        _say(module.write(book, course, out, student))


@_format(_student, _result)
def junit(source: _Source, out: Path | None, student: str | None, result: Path | None) -> None:
    """JUnit XML: a suite for each student and exercise, a case for each check.

    \b
    Example:
      grade export junit --out junit.xml
    """
    from grader.export import junit as module

    if result is not None:
        found = source.stored(result)
        module.write_results([(found.student, found)], found.course, out)
        return
    with source.opened() as (book, course):
        _say(module.write(book, course, out, student))


@_format(_student, _result)
def classroom50(source: _Source, out: Path | None, student: str | None, result: Path | None) -> None:
    """One student's result.json, as Classroom 50 collects it.

    \b
    Example:
      grade export classroom50 --result reports/you/result.json --out result.json
    """
    from grader.export import classroom50 as module

    if result is not None:
        _say(module.write_result(source.stored(result), out))
        return
    with source.opened() as (book, course):
        _say(module.write(book, course, out, student))


def _say(notes: list[str]) -> None:
    for note in notes:
        click.echo(f"note: {note}", err=True)
