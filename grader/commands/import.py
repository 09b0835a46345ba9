"""`grade import`: an instructor's notebook of another system as an exercise."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands._options import Option, all_of
from grader.language import gettext as _
from grader.language import ngettext, sentence
from grader.message import say

_options: Option = all_of(
    click.argument("notebook", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    click.option("--id", "exercise", metavar="ID", help=say("The exercise's name. Default: the notebook's.")),
    click.option(
        "--course",
        "course_folder",
        type=click.Path(file_okay=False, path_type=Path),
        help=say("The course's folder, old or new. Default: the nearest one with a course.toml."),
    ),
)


@click.group("import")
def import_group() -> None:
    """Make an exercise of an instructor's notebook, for authors of courses: stub, solution and checks.

    \b
    Example:
      grade import nbgrader source/ps1/problem1.ipynb --course my-course
    """


@import_group.command()
@_options
def nbgrader(notebook: Path, exercise: str | None, course_folder: Path | None) -> None:
    """Import a notebook with ### BEGIN SOLUTION regions and cells with asserts. Nothing in it is run.

    Each test cell becomes a check, which compares outside of the student's process. What cannot be moved is left as a
    TODO in checks.py.

    \b
    Example:
      grade import nbgrader source/ps1/problem1.ipynb --course my-course
    """
    _import(notebook, exercise, course_folder)


@import_group.command()
@_options
def otter(notebook: Path, exercise: str | None, course_folder: Path | None) -> None:
    """Import a notebook of otter-grader, with # BEGIN SOLUTION and # BEGIN TESTS. Nothing in it is run.

    \b
    Example:
      grade import otter hw01.ipynb --id hw01 --course my-course
    """
    _import(notebook, exercise, course_folder)


def _import(notebook: Path, exercise: str | None, course_folder: Path | None) -> None:
    """Both forms are recognised by what is in the notebook: some have a little of each."""
    from grader.authoring import notebook_import, skeleton
    from grader.commands.new import nearest, require_name

    name = exercise or notebook_import.exercise_id(notebook)
    require_name(name)
    root = course_folder or nearest()
    found = notebook_import.imported(notebook, name)
    click.echo("\n".join(map(sentence, skeleton.add(name, root, found.files, found.points))))
    told = {"moved": len(found.moved), "all": len(found.moved) + len(found.todo)}
    became = _("%(moved)s of %(all)s test cells became checks", **told)
    todo = ngettext("%(n)s is marked TODO in checks.py", "%(n)s are marked TODO in checks.py", len(found.todo))
    click.echo(f"{became}; {todo}" if found.todo else became)
    for cell, why in found.todo:
        click.echo(f"  {cell}: {sentence(why)}")
    for package in found.missing:
        click.echo(_("  the solution imports %(package)s, which is not installed here", package=package))
    where = f" --course {course_folder}" if course_folder else ""
    click.echo(_("next: edit them, then run `%(command)s`", command=f"grade verify --exercise {name}{where}"))
