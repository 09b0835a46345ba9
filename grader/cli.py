"""The command line. Commands import what they need when they run: `grade --help` waits for nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from grader import __version__
from grader.errors import EXIT_STOPPED, EXIT_UNGRADED, EXIT_USAGE, GraderError, SandboxError


class _Commands(click.Group):
    """Turns our own errors into one line and the exit status that they stand for."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            click.echo("grade: stopped; nothing half-written is left behind", err=True)
            sys.exit(EXIT_STOPPED)
        except SandboxError as error:
            click.echo(f"grade: {error}", err=True)
            sys.exit(EXIT_UNGRADED)
        except GraderError as error:
            click.echo(f"grade: {error}", err=True)
            sys.exit(EXIT_USAGE)


def _course_option(function: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--course",
        "course_folder",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The course's folder. Default: the nearest one upwards with a course.toml, else the built-in course.",
    )(function)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="grade")
def main() -> None:
    """Grades autograd exercises and says why a gradient is wrong.

    \b
    Example:
      grade submit exercises/mse_gradient.py
    """


def _grading_options(function: Callable[..., None]) -> Callable[..., None]:
    """What `submit` and `watch` have in common."""
    for option in reversed(
        (
            click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
            _course_option,
            click.option("--student", help="The name on the report, and of its folder. Default: your login name."),
            click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N."),
            _out_option("The folder that gets <student>/index.html and result.json."),
            click.option("--open", "open_report", is_flag=True, help="Open the report in the browser."),
            click.option(
                "--isolation",
                type=click.Choice(["auto", "full", "none"]),
                default="auto",
                show_default=True,
                help="What has to stand between your machine and the code.",
            ),
            click.option("--seed", help="Repeat a grading: the seed on its report. Default: a fresh one."),
        )
    ):
        function = option(function)
    return function


def _out_option(text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    path = click.Path(file_okay=False, path_type=Path)
    return click.option("--out", type=path, default=Path("reports"), show_default=True, help=text)


@main.command()
@_grading_options
@click.option("--json", "as_json", is_flag=True, help="Print result.json on stdout and nothing else there.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below this.")
def submit(paths: tuple[Path, ...], **options: object) -> None:
    """Grade files (.py, .ipynb), or a folder of them (default: exercises/), and write a report.

    \b
    Examples:
      grade submit
      grade submit exercises/clamp_mlp.py --open
      grade submit hand-in/ --student s01 --json --fail-under 60
    """
    from grader import submit as command

    sys.exit(command.run(paths, command.Options(**options)))  # type: ignore[arg-type]


@main.command()
@_grading_options
def watch(paths: tuple[Path, ...], **options: object) -> None:
    """Grade again on every save, until Ctrl-C.

    \b
    Example:
      grade watch exercises/mse_gradient.py
    """
    from grader import watch as command
    from grader.submit import Options

    sys.exit(command.run(paths, Options(**options, as_json=False, fail_under=None)))  # type: ignore[arg-type]


@main.command("list")
@_course_option
@click.option("--student", help="Whose scores. Default: your login name.")
@_out_option("The folder that `grade submit` writes to.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_exercises(course_folder: Path | None, student: str | None, out: Path, as_json: bool) -> None:
    """Show the exercises in order, with your best score so far.

    \b
    Example:
      grade list
    """
    from grader import course, submit
    from grader import student as commands

    found = course.load(course_folder or course.find(Path.cwd(), ()))
    commands.show_list(found, student or submit.login(), out, as_json)


@main.command()
@click.argument("exercise", metavar="ID")
@_course_option
@click.option("--student", help="Who asks. Default: your login name.")
@_out_option("The folder that `grade submit` writes to.")
def hint(exercise: str, course_folder: Path | None, student: str | None, out: Path) -> None:
    """Show the next hint of an exercise.

    \b
    Example:
      grade hint clamp_mlp
    """
    from grader import course, submit
    from grader import student as commands

    found = course.load(course_folder or course.find(Path.cwd(), ()))
    commands.show_hint(found, exercise, student or submit.login(), out)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--notebooks", is_flag=True, help="Write .ipynb files instead of .py.")
@_course_option
def init(folder: Path, notebooks: bool, course_folder: Path | None) -> None:
    """Write a working copy of the stubs to DIR. A file that you have edited is never overwritten.

    \b
    Examples:
      grade init exercises
      grade init my-notebooks --notebooks
    """
    from grader import course, student

    student.init(course.load(course_folder or course.find(Path.cwd(), ())), folder, notebooks)


@main.command()
@click.argument("exercise", metavar="ID")
@_course_option
def new(exercise: str, course_folder: Path | None) -> None:
    """Write the files of a new exercise, for the course's author: stub, solution, checks, one mistake.

    \b
    Example:
      grade new layer_norm --course my-course
    """
    from grader import course
    from grader import new as command

    sys.exit(command.run(exercise, course_folder or course.find(Path.cwd(), ())))


@main.command()
@_course_option
@click.option("--exercise", "exercises", multiple=True, metavar="ID", help="Only this one; may be given several times.")
@click.option("--seeds", type=click.IntRange(1), default=3, show_default=True,
              help="How many seeds solutions and mistakes are graded with.")  # fmt: skip
@click.option("--no-mutants", is_flag=True, help="Leave out the slow part: small changes to the solutions.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(course_folder: Path | None, exercises: tuple[str, ...], seeds: int, no_mutants: bool, as_json: bool) -> None:
    """Check a course: solutions, stubs, known mistakes, hints, stray files, and what its checks let through.

    Exits with 1 where a fault is found.

    \b
    Examples:
      grade verify
      grade verify --exercise mse_gradient --seeds 10
      grade verify --course ../my-course --no-mutants
    """
    from grader import verify as command

    sys.exit(command.run(command.Options(course_folder, exercises, seeds, not no_mutants, as_json)))


@main.command()
def doctor() -> None:
    """Say what this machine gives: torch, devices, each layer of isolation, and what to do about what is missing.

    \b
    Example:
      grade doctor
    """
    from grader import doctor as command

    sys.exit(command.run())


def entry() -> None:
    """`grade` as a program: leaves at once, since taking torch apart again costs a fifth of a second."""
    status: object = 0
    # One thread for torch here as in the workers: sums come out the same, and two busy jobs do not wait for each other.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        main(prog_name="grade")
    except SystemExit as leaving:
        status = leaving.code
    with contextlib.suppress(OSError):  # whoever read our output may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)
