"""`grade new`: the files of a new exercise."""

from __future__ import annotations

import keyword
from pathlib import Path

import click

from grader.errors import UsageError


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
    from grader.authoring import skeleton

    if keyword.iskeyword(exercise):
        raise UsageError(f"{exercise!r} is a Python keyword and cannot be a name; something like layer_norm can")
    if not exercise.isidentifier():
        raise UsageError(f"{exercise!r} is not a Python name; something like layer_norm is")
    root = course_folder or _nearest()
    try:
        written = skeleton.write(exercise, root)
    except OSError as error:
        raise UsageError(f"{root}: {error.strerror}") from None
    click.echo("\n".join(written))
    where = f" --course {course_folder}" if course_folder else ""
    click.echo(f"next: edit them, then `grade verify --exercise {exercise}{where}`")


def _nearest() -> Path:
    """Never the built-in course: where it was installed is not a place to write."""
    from grader.courses import toml as course_toml

    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / course_toml.FILE).is_file():
            return folder
    raise UsageError(f"no {course_toml.FILE} here or above: name the folder of a course, new or not, with --course DIR")
