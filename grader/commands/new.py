"""What a course's authors and whoever runs the machine type. Commands import what they need when they run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from grader.cli.options import course_option


@click.command()
@click.argument("exercise", metavar="ID")
@click.option("--course", "course_folder", type=click.Path(file_okay=False, path_type=Path),
              help="The course's folder; made where there is none. Default: the nearest upwards.")  # fmt: skip
def new(exercise: str, course_folder: Path | None) -> None:
    """Write the files of a new exercise, for the course's author: stub, solution, checks, one mistake.

    \b
    Example:
      grade new layer_norm --course my-course
    """
    from grader.authoring import new as command

    sys.exit(command.run(exercise, course_folder))


@click.command()
@course_option
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
      grade verify --exercise ID --seeds 10
      grade verify --course ../my-course --no-mutants
    """
    from grader.authoring import verify as command

    sys.exit(command.run(command.Options(course_folder, exercises, seeds, not no_mutants, as_json)))


@click.command()
def doctor() -> None:
    """Say what this machine gives: torch, devices, each layer of isolation, and what to do about what is missing.

    \b
    Example:
      grade doctor
    """
    from grader import doctor as command

    sys.exit(command.run())
