"""`grade forget`: students out of a gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.errors import UsageError
from grader.text import one_line

if TYPE_CHECKING:
    from grader.gradebook import Gradebook
    from grader.people import Student


@click.command()
@click.argument("students", metavar="STUDENT…", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.gradebook
@options.out("The folder that holds the gradebook and the reports.")
def forget(students: tuple[str, ...], where: str | None, out: Path, yes: bool) -> None:
    """Remove students from the gradebook, with their attempts and overrides; their reports stay.

    STUDENT is the name of their folder. For rows that a missing or mistaken roster has left.

    \b
    Example:
      grade forget kim s01-old
    """
    keys = list(dict.fromkeys(students))
    with options.opened_gradebook(where, out) as book:
        known = {s.key: s for s in book.students()}
        found = [options.called(key, known, "student") for key in keys]
        lines = [_recorded(book, student) for student in found]
        if not yes:
            click.echo("To be removed from the gradebook:\n" + "\n".join(f"  {line}" for line in lines), err=True)
            click.confirm("There is no way back. Remove?", abort=True, err=True)
        book.forget(keys)
    _forget_notes(out, found)
    for line in lines:
        click.echo(f"removed {line}")
    if left := [str(out / key) for key in keys if (out / key).is_dir()]:
        click.echo(f"their reports are still there: {', '.join(left)}", err=True)


def _forget_notes(out: Path, found: list[Student]) -> None:
    """What the batches have noted of them beside the gradebook."""
    from grader.batch.kept import ATTEMPTS, AttemptStore
    from grader.batch.rounds import Rounds
    from grader.batch.store import FOLDER
    from grader.report import remarks

    path = remarks.path(out)
    try:
        remarks.forget(out, [name for student in found for name in (student.key, student.name)])
        path = Rounds(out / FOLDER).seeds
        Rounds(out / FOLDER).forget({student.key for student in found})
        path = out / FOLDER / ATTEMPTS
        AttemptStore(out / FOLDER).forget({student.key for student in found})
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); remove it yourself") from None


def _recorded(book: Gradebook, student: Student) -> str:
    attempts, overrides = book.recorded(student.key)
    counts = ((attempts, "attempt"), (overrides, "override"))
    held = ", ".join(f"{n} {what}{'s' * (n != 1)}" for n, what in counts)
    return f"{student.key} ({one_line(student.name or 'no name', 60)}): {held}"
