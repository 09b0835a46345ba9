"""`grade init`: a working copy of the stubs."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.errors import UsageError
from grader.language import gettext as _
from grader.message import say

if TYPE_CHECKING:
    from grader.courses.course import Course


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--notebooks", is_flag=True, help=say("Write .ipynb files instead of .py."))
@options.course
def init(folder: Path, notebooks: bool, course_folder: Path | None) -> None:
    """Write the exercises' stubs to DIR, for you to work on. A file that you have edited is never overwritten.

    \b
    Examples:
      grade init exercises
      grade init my-notebooks --notebooks
    """
    course = options.chosen_course(course_folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError("{folder}: there is a file of that name; choose another folder", folder=folder)
    files = _files(course, folder, notebooks)
    new, kept = _written(folder, files)
    about = {"n": len(files), "folder": folder, "new": new, "command": f"grade submit {_typed(folder)}"}
    if new == len(files):
        click.echo(_("%(n)s files are in %(folder)s; grade them with `%(command)s`", **about))
    else:
        click.echo(_("%(n)s files are in %(folder)s, %(new)s of them new; grade them with `%(command)s`", **about))
    if first := next((name for name in files if name not in kept and not name.startswith("given/")), ""):
        place = {"file": folder / first, "command": f"grade submit {_typed(folder / first)}"}
        click.echo(_("begin with %(file)s: it says what is asked; then run `%(command)s`", **place))
    if kept:
        click.echo(_("not changed, because you have edited them: %(names)s", names=", ".join(kept)))


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
    from grader.errors import reason
    from grader.files import write_atomically

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
            "{folder}: the stubs cannot be written here ({reason}); fix that, or choose another folder",
            folder=folder,
            reason=reason(error),
        ) from None
    return new, kept
