"""`grade export FORMAT`: the gradebook, or one stored result, for another system."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.commands import _options as options
from grader.commands._told import note as told
from grader.language import gettext as _
from grader.message import say

if TYPE_CHECKING:
    from grader.outcomes.result import Result

_FILE = click.Path(dir_okay=False, path_type=Path)
_POINTS = click.FloatRange(0, min_open=True)

_out = click.option("--out", type=_FILE, metavar="FILE", help=say("The file to write. Default: stdout."))
_student = click.option("--student", metavar="KEY", help=say("Only this student, by the name of their folder."))
_result = click.option("--result", type=_FILE, metavar="FILE", help=say("Export a result.json instead of a gradebook."))
_column = click.option("--column", metavar="TITLE", help=say("The column to fill in, if it has another name."))
_out_of = click.option(
    "--out-of", type=_POINTS, metavar="POINTS", help=say("Scale the total to this number of points.")
)


def _format(*more: options.Option) -> Callable[[Callable[..., None]], click.Command]:
    """A subcommand with these options and those that all have; the function refuses what does not go together."""

    def made(check: Callable[..., None]) -> click.Command:
        @functools.wraps(check)
        def command(result: Path | None = None, **given: Any) -> None:
            folder, where, exercises, out = (given.pop(key) for key in ("course_folder", "where", "exercises", "out"))
            check(**given)
            module = importlib.import_module(f"grader.export.{check.__name__}")
            if result is not None:
                notes = module.write_result(_stored(result, exercises), out)
            else:
                course = options.chosen_course(folder)
                with options.opened_gradebook(where) as book:
                    notes = module.write(book, book.covered(course, exercises), out, **given)
            for note in notes:
                told(note)
            for path in filter(None, (out, given.get("feedback"))):
                click.echo(_("%(file)s is written", file=path), err=True)

        every = options.all_of(options.course, options.gradebook, options.exercise, _out, *more)
        return export.command()(every(command))

    return made


def _stored(path: Path, exercises: tuple[str, ...]) -> Result:
    """The result.json at `path`, which takes the gradebook's place."""
    from grader.export.common import stored_result

    if exercises:
        raise click.UsageError(_("--exercise is for a gradebook: leave it out, or leave out --result"))
    return stored_result(path)


@click.group()
def export() -> None:
    """Write the gradebook for another system. A missing score is an empty cell, never a zero.

    \b
    Examples:
      grade export csv --out gradebook.csv
      grade export canvas --into exported.csv --out to-import.csv
      grade export csv --exercise ID --exercise ANOTHER
    """


@_format()
def csv(**given: Any) -> None:
    """A table for a spreadsheet, with a row for each student.

    \b
    Example:
      grade export csv --out gradebook.csv
    """


@_format()
def json(**given: Any) -> None:
    """Students, exercises and checks as one JSON document.

    \b
    Example:
      grade export json --out gradebook.json
    """


@_format(
    click.option("--into", type=_FILE, metavar="CSV", help=say("The sheet from Canvas: Grades > Export.")),
    click.option("--per-exercise", is_flag=True, help=say("A column for each exercise instead of one for the total.")),
    _column,
    _out_of,
)
def canvas(**given: Any) -> None:
    """Fill in the sheet that Canvas exported, for Grades > Import.

    \b
    Example:
      grade export canvas --into exported.csv --out to-import.csv
    """
    if given["per_exercise"] and (given["column"] or given["out_of"]):
        raise click.UsageError(_("--column and --out-of are for the total: leave out --per-exercise"))


@_format(
    click.option("--into", type=_FILE, metavar="CSV", help=say("Moodle's worksheet: Download grading worksheet.")),
    click.option(
        "--feedback", type=_FILE, metavar="ZIP", help=say("Also write the reports to this zip, for Moodle to hand out.")
    ),
    _column,
    _out_of,
)
def moodle(**given: Any) -> None:
    """Fill in Moodle's grading worksheet, for “Upload grading worksheet”; and write the reports as a zip.

    \b
    Example:
      grade export moodle --into worksheet.csv --out to-upload.csv --feedback feedback.zip
    """


@_format(_student, _result)
def gradescope(**given: Any) -> None:
    """One student's results.json, as Gradescope's autograders write it; or a zip for the whole class.

    The zip is an autograder that runs no code: it gives each student the result in the gradebook, by e-mail address.

    \b
    Examples:
      grade export gradescope --out class.zip
      grade export gradescope --result reports/you/result.json --out /autograder/results/results.json
    """


@_format(_student, _result)
def junit(**given: Any) -> None:
    """JUnit XML: a suite for each student and exercise, a case for each check.

    \b
    Example:
      grade export junit --out junit.xml
    """


@_format(_student, _result)
def classroom50(**given: Any) -> None:
    """One student's result.json, as Classroom 50 collects it.

    \b
    Example:
      grade export classroom50 --result reports/you/result.json --out result.json
    """
