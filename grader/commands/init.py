"""`grade init`: a working copy of the stubs."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.courses.course import Course


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--notebooks", is_flag=True, help="Write .ipynb files instead of .py.")
@options.course
def init(folder: Path, notebooks: bool, course_folder: Path | None) -> None:
    """Write a working copy of the stubs to DIR. A file that you have edited is never overwritten.

    \b
    Examples:
      grade init exercises
      grade init my-notebooks --notebooks
    """
    course = options.chosen_course(course_folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: there is a file of that name; choose another folder")
    files = _files(course, folder, notebooks)
    new, kept = _written(folder, files)
    of_them = "" if new == len(files) else f", {new or 'none'} of them new"
    click.echo(f"{len(files)} files are in {folder}{of_them}; grade them with `grade submit {_typed(folder)}`")
    if first := next((name for name in files if name not in kept and not name.startswith("given/")), ""):
        click.echo(f"begin with {folder / first}: it says what is asked; then `grade submit {_typed(folder / first)}`")
    if kept:
        click.echo(f"left as they are, because they were edited: {', '.join(kept)}")


def _typed(path: Path) -> str:
    return shlex.quote(str(path))


def _files(course: Course, folder: Path, notebooks: bool) -> dict[str, bytes]:
    """name in the folder -> content."""
    from grader.submission.notebook import as_notebook
    from grader.submission.source import require_notebooks

    given = {f"given/{name}.py": text for name, text in course.given.items()}
    if not notebooks:
        return {f"{e.id}.py": e.stub for e in course.exercises.values()} | given
    require_notebooks(folder)
    return {f"{e.id}.ipynb": as_notebook(e.stub) for e in course.exercises.values()} | given


def _written(folder: Path, files: dict[str, bytes]) -> tuple[int, list[str]]:
    """How many are new, and which are left alone because they differ."""
    from grader.files import reason, write_atomically

    new, kept = 0, list[str]()
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                write_atomically(path, text)
                new += 1
            elif path.read_bytes() != text:
                kept.append(name)
    except OSError as error:
        raise UsageError(
            f"{folder}: the stubs cannot be written here ({reason(error)}); or choose another folder"
        ) from None
    return new, kept
