"""What instructors type: a class from hand-out to grades. Commands import what they need when they run."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from grader.cli.options import course_option, exercise_option, gradebook_option, lang_option, out_option

_LIMITS = {
    "load": ("load_s", 1, "S", "Seconds of wall time that loading a file may take."),
    "call": ("call_s", 1, "S", "Seconds for one call."),
    "exercise": ("exercise_s", 1, "S", "Seconds for all of one exercise."),
    "memory": ("memory", 2**20, "MIB", "Memory of a worker beside what its libraries take; 64 at least."),
    "file-size": ("file_size", 2**20, "MIB", "The largest file that a worker may write."),
    "output": ("output", 2**20, "MIB", "What one exercise may print."),
}
"""--limit-NAME: the field of sandbox.Limits, what to multiply with, the unit, the help."""


def _limit_options(function: Callable[..., None]) -> Callable[..., None]:
    for name, (_, _, unit, text) in reversed(_LIMITS.items()):
        number = click.FloatRange(0, min_open=True)
        help_text = f"{text} Default: as in course.toml."
        function = click.option(f"--limit-{name}", type=number, metavar=unit, help=help_text)(function)
    return function


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@course_option
@click.option("--exercise", "exercises", multiple=True, metavar="ID", help="Only this one; may be given several times.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes that grade. Default: one a core.")
@click.option("--roster", type=click.Path(path_type=Path), metavar="CSV", help="Who is in the class, and their names.")
@click.option("--layout", type=click.Choice(["folders", "canvas", "moodle", "gradescope"]),
              help="How the submissions lie in DIR. Default: it is recognised.")  # fmt: skip
@out_option("The folder that gets the gradebook, the class report and <student>/index.html.")
@lang_option
@click.option("--gradebook", metavar="URL", help="Default: gradebook.sqlite in --out; or postgresql+psycopg://…")
@click.option("--cluster", metavar="ADDRESS", help="Grade on the Dask cluster whose scheduler is there.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N.")
@click.option("--isolation", type=click.Choice(["auto", "full", "container", "none"]), default="auto",
              show_default=True, help="auto: full or nothing; less has to be asked for by name.")  # fmt: skip
@click.option("--seed", help="The seed of the class's data. Default: drawn once and kept in --out.")
@_limit_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
def batch(folder: Path, as_json: bool, **options: object) -> None:
    """Grade a class: DIR (or a zip) holds a submission a student, as your LMS gives it out.

    Run it again at any time: what is graded already is kept, unchanged submissions are not run again.

    \b
    Examples:
      grade batch submissions/ --roster roster.csv
      grade batch canvas-download.zip --jobs 8 --out spring/reports
    """
    from grader.batch import command

    limits = {}
    for name, (field, factor, _, _) in _LIMITS.items():
        if (number := options.pop(f"limit_{name.replace('-', '_')}")) is not None:
            limits[field] = number * factor if factor == 1 else int(number * factor)  # type: ignore[operator]
    sys.exit(command.run(folder, command.Options(**options, as_json=as_json, limits=limits)))  # type: ignore[arg-type]


@click.command()
@course_option
@gradebook_option
@exercise_option
@out_option("The folder that gets index.html and <student>/index.html.")
@lang_option
@click.option("--instructor", "copies", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write your own copies to DIR instead: with what hidden checks sent and expected.")  # fmt: skip
def report(**options: Any) -> None:
    """Render the reports again from what the gradebook holds, without running any student code.

    \b
    Examples:
      grade report
      grade report --exercise ID --exercise ANOTHER
      grade report --instructor my-copies
    """
    from grader import instructor

    instructor.report(**options)


class _TakesNumbers(click.Command):
    """Reads -1 as a number, which is out of range, where click sees an option that there is not."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(context, list(args))
        except click.NoSuchOption:
            numbers = [word for word in args if re.fullmatch(r"-[\d.]+", word)]
            if not numbers:
                raise
            return super().parse_args(context, [word for word in args if word not in numbers] + ["--", *numbers])


@click.command(cls=_TakesNumbers)
@click.argument("student", metavar="STUDENT")
@click.argument("exercise", metavar="EXERCISE")
@click.argument("score", metavar="[SCORE]", type=float, required=False)
@click.option("--reason", required=True, metavar="TEXT", help="Why: it is kept, and shown to the student.")
@click.option("--withdraw", is_flag=True, help="What was graded counts again.")
@click.option("--by", metavar="NAME", help="Who decides. Default: your login name.")
@course_option
@gradebook_option
@out_option("The folder that holds the gradebook.")
def override(score: float | None, withdraw: bool, by: str | None, **options: Any) -> None:
    """Set a student's score of an exercise by hand. It is final: no late penalty is taken from it.

    STUDENT is the name of their folder, their full name, or what another system calls them (email, login, a number).

    \b
    Examples:
      grade override s01 ID 8.5 --reason "explained it in the oral exam"
      grade override s01 ID --withdraw --reason "a mix-up"
    """
    from grader import instructor
    from grader.student import submit

    if withdraw == (score is not None):
        raise click.UsageError("give a SCORE, or --withdraw")
    instructor.override(score=score, by=by or submit.login(), **options)


@click.command()
@click.argument("students", metavar="STUDENT…", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@gradebook_option
@out_option("The folder that holds the gradebook and the reports.")
def forget(students: tuple[str, ...], where: str | None, out: Path, yes: bool) -> None:
    """Remove students from the gradebook, with their attempts and overrides; their reports stay.

    STUDENT is the name of their folder. For rows that a missing or mistaken roster has left.

    \b
    Example:
      grade forget kim s01-old
    """
    from grader import instructor

    instructor.forget(students, where, out, yes)


@click.command()
@course_option
@click.option("--out", type=click.Path(path_type=Path), default=Path("release.zip"), show_default=True,
              help="A file.zip, or a new folder.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["py", "notebooks", "both"]), default="py", show_default=True)
def release(course_folder: Path | None, out: Path, form: str) -> None:
    """Write what students get: stubs, what is handed to their functions, a README; nothing of solutions/.

    \b
    Examples:
      grade release
      grade release --course my-course --out handout --format both
    """
    from grader.courses import course
    from grader.package import release as command

    sys.exit(command.run(course.load(course_folder or course.find(Path.cwd(), ())), out, form))


@click.group()
def package() -> None:
    """Write a course and the grader as an autograder for another system.

    \b
    Example:
      grade package gradescope
    """


def _package_options(default: str, text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    path = click.Path(path_type=Path)
    out = click.option("--out", type=path, default=Path(default), show_default=True, help=text)
    return lambda function: course_option(out(function))


@package.command()
@_package_options("gradescope.zip", "A file.zip, or a new folder.")
def gradescope(course_folder: Path | None, out: Path) -> None:
    """The zip that Gradescope takes as an autograder: setup.sh, run_autograder, the grader and the course.

    \b
    Example:
      grade package gradescope --course my-course --out hw1.zip
    """
    from grader.courses import course
    from grader.package import bundle as command

    sys.exit(command.run(course.load(course_folder or course.find(Path.cwd(), ())), "gradescope", out))


@package.command()
@_package_options("github", "A new folder, or a file.zip.")
def github(course_folder: Path | None, out: Path) -> None:
    """A private repository that grades students' repositories by a GitHub workflow, with a Classroom 50 result.json.

    \b
    Example:
      grade package github --course my-course --out hw1-autograder
    """
    from grader.courses import course
    from grader.package import bundle as command

    sys.exit(command.run(course.load(course_folder or course.find(Path.cwd(), ())), "github", out))
