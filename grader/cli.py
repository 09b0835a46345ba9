"""The command line. Commands import what they need when they run: `grade --help` waits for nothing."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from grader import __version__
from grader.errors import EXIT_UNGRADED, EXIT_USAGE, GraderError, SandboxError


class _Commands(click.Group):
    """Turns our own errors into one line and the exit status that they stand for."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
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


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_course_option
@click.option("--student", help="The name on the report, and of its folder. Default: your login name.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("reports"), show_default=True,
    help="The folder that gets <student>/index.html and result.json.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print result.json on stdout and nothing else there.")
@click.option("--open", "open_report", is_flag=True, help="Open the report in the browser.")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="PERCENT", help="Exit with 1 below this.")
@click.option("--isolation", type=click.Choice(["auto", "full", "none"]), default="auto", show_default=True,
              help="What has to stand between your machine and the code.")  # fmt: skip
@click.option("--seed", help="Repeat a grading: the seed on its report. Default: a fresh one.")
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
    try:
        main(prog_name="grade")
    except SystemExit as leaving:
        status = leaving.code
    with contextlib.suppress(OSError):  # whoever read our output may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)
