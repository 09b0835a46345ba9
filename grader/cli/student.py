"""What students type. Commands import what they need when they run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from grader.cli.options import course_option, lang_option, out_option


def _grading_options(function: Callable[..., None]) -> Callable[..., None]:
    """What `submit` and `watch` have in common."""
    for option in reversed(
        (
            click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
            course_option,
            click.option("--student", help="The name on the report, and of its folder. Default: your login name."),
            click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N."),
            out_option("The folder that gets <student>/index.html and result.json."),
            lang_option,
            click.option("--open", "open_report", is_flag=True, help="Open the report in the browser."),
            click.option(
                "--isolation",
                type=click.Choice(["auto", "full", "container", "none"]),
                default="auto",
                show_default=True,
                help="What has to stand between your machine and the code.",
            ),
            click.option("--seed", help="Repeat a grading: the seed on its report. Default: a fresh one."),
        )
    ):
        function = option(function)
    return function


@click.command()
@_grading_options
@click.option("--json", "as_json", is_flag=True, help="Print result.json on stdout and nothing else there.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below this.")
def submit(paths: tuple[Path, ...], **options: object) -> None:
    """Grade files (.py, .ipynb), or a folder of them (default: exercises/), and write a report.

    \b
    Examples:
      grade submit
      grade submit exercises/ID.py --open
      grade submit hand-in/ --student s01 --json --fail-under 60
    """
    from grader.student import submit as command

    sys.exit(command.run(paths, command.Options(**options)))  # type: ignore[arg-type]


@click.command()
@_grading_options
def watch(paths: tuple[Path, ...], **options: object) -> None:
    """Grade again on every save, until Ctrl-C.

    \b
    Example:
      grade watch exercises/ID.py
    """
    from grader.student import watch as command
    from grader.student.submit import Options

    sys.exit(command.run(paths, Options(**options, as_json=False, fail_under=None)))  # type: ignore[arg-type]


@click.command("list")
@course_option
@click.option("--student", help="Whose scores. Default: your login name.")
@out_option("The folder that `grade submit` writes to.")
@lang_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_exercises(course_folder: Path | None, student: str | None, out: Path, lang: str | None, as_json: bool) -> None:
    """Show the exercises in order, with your best score so far.

    \b
    Example:
      grade list
    """
    from grader import language
    from grader.courses import course
    from grader.student import exercises as commands
    from grader.student import submit

    found = course.load(course_folder or course.find(Path.cwd(), ()))
    with language.speaking(language.choose(lang, found)):
        commands.show_list(found, student or submit.login(), out, as_json)


@click.command()
@click.argument("exercise", metavar="ID")
@course_option
@click.option("--student", help="Who asks. Default: your login name.")
@out_option("The folder that `grade submit` writes to.")
@lang_option
def hint(exercise: str, course_folder: Path | None, student: str | None, out: Path, lang: str | None) -> None:
    """Show the next hint of an exercise.

    \b
    Example:
      grade hint ID
    """
    from grader import language
    from grader.courses import course
    from grader.student import exercises as commands
    from grader.student import submit

    found = course.load(course_folder or course.find(Path.cwd(), ()))
    with language.speaking(language.choose(lang, found)):
        commands.show_hint(found, exercise, student or submit.login(), out)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--notebooks", is_flag=True, help="Write .ipynb files instead of .py.")
@course_option
def init(folder: Path, notebooks: bool, course_folder: Path | None) -> None:
    """Write a working copy of the stubs to DIR. A file that you have edited is never overwritten.

    \b
    Examples:
      grade init exercises
      grade init my-notebooks --notebooks
    """
    from grader.courses import course
    from grader.student import exercises as student

    student.init(course.load(course_folder or course.find(Path.cwd(), ())), folder, notebooks)
