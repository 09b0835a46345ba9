"""`grade new`: the files of a new exercise."""

from __future__ import annotations

import keyword
from pathlib import Path

import click

from grader.errors import UsageError, reason
from grader.language import gettext as _
from grader.language import sentence
from grader.message import say

KINDS = ("function", "class", "module", "training")
"""Of exercises: a folder each in grader/authoring/skeletons/."""


@click.command()
@click.argument("exercise", metavar="ID")
@click.option(
    "--course",
    "course_folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=say("The course's folder, old or new. Default: the nearest one with a course.toml."),
)
@click.option(
    "--like",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help=say("What students write: functions, a class with operators, an nn.Module, or a training loop."),
)
def new(exercise: str, course_folder: Path | None, like: str) -> None:
    """Write the files of a new exercise, for authors of courses: stub, solution, checks, one mistake.

    \b
    Example:
      grade new layer_norm --course my-course
      grade new value --like class --course my-course
    """
    from grader.authoring import skeleton

    require_name(exercise)
    root = course_folder or nearest()
    try:
        written = skeleton.write(exercise, root, like)
    except OSError as error:
        raise UsageError("{path}: {reason}", path=root, reason=reason(error)) from None
    click.echo("\n".join(map(sentence, written)))
    where = f" --course {course_folder}" if course_folder else ""
    click.echo(_("next: edit them, then run `%(command)s`", command=f"grade verify --exercise {exercise}{where}"))


def require_name(exercise: str) -> None:
    """Raises UsageError for what cannot be an exercise's id."""
    if keyword.iskeyword(exercise):
        raise UsageError(
            "{exercise} is a Python keyword and cannot be a name; choose a name such as layer_norm",
            exercise=repr(exercise),
        )
    if not exercise.isidentifier():
        raise UsageError("{exercise} is not a Python name; choose a name such as layer_norm", exercise=repr(exercise))


def nearest() -> Path:
    """Never the built-in course: where it was installed is not a place to write."""
    from grader.courses import toml as course_toml

    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / course_toml.FILE).is_file():
            return folder
    raise UsageError(
        "there is no {file} in this folder or above it: name a course's folder, new or old, with --course DIR",
        file=course_toml.FILE,
    )
