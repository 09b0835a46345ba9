"""`grade forget`: students out of a gradebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.commands._told import attempts_and_overrides, named
from grader.errors import UsageError, reason
from grader.language import gettext as _
from grader.message import say

if TYPE_CHECKING:
    from grader.gradebook import Gradebook
    from grader.people import Student


@click.command()
@click.argument("students", metavar="STUDENT…", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help=say("Do not ask before it is done."))
@options.gradebook
@options.out(say("The folder with the gradebook and the reports."))
def forget(students: tuple[str, ...], where: str | None, out: Path, yes: bool) -> None:
    """Remove students from the gradebook, with their attempts and overrides. Their reports stay.

    STUDENT is the name of the student's folder. Use it for rows that came from a missing or wrong roster.

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
            click.echo("\n".join((_("To be removed from the gradebook:"), *(f"  {line}" for line in lines))), err=True)
            click.confirm(_("This cannot be undone. Remove?"), abort=True, err=True)
        book.forget(keys)
    _forget_notes(out, found)
    for line in lines:
        click.echo(_("removed: %(line)s", line=line))
    if left := [str(out / key) for key in keys if (out / key).is_dir()]:
        click.echo(_("their reports are still there: %(names)s", names=", ".join(left)), err=True)


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
        raise UsageError(
            "{path}: cannot be written ({reason}); remove it yourself", path=path, reason=reason(error)
        ) from None


def _recorded(book: Gradebook, student: Student) -> str:
    return f"{named(student.key, student.name)}: {attempts_and_overrides(*book.recorded(student.key))}"
