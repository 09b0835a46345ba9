"""`grade merge`: two rows of one student become one."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands import _options as options
from grader.people import Student
from grader.text import one_line


@click.command()
@click.argument("kept", metavar="KEPT")
@click.argument("other", metavar="OTHER")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.gradebook
@options.out("The folder that holds the gradebook and the reports.")
def merge(kept: str, other: str, where: str | None, out: Path, yes: bool) -> None:
    """Make one student of two rows: KEPT gets the attempts and overrides of OTHER, which is removed.

    Both are names of students' folders. For somebody who is there twice, because a name was corrected or a roster came
    later. `grade batch` does it by itself where an id is the same.

    \b
    Example:
      grade merge ada.lovelace "Lovelace Ada_1842"
    """
    from grader.batch.merging import merge as joined
    from grader.report import remarks

    with options.opened_gradebook(where, out) as book:
        known = {s.key: s for s in book.students()}
        keeps, goes = (options.called(key, known, "student") for key in (kept, other))
        attempts, overrides = book.recorded(goes.key)
        what = f"{attempts} attempt{'s' * (attempts != 1)} and {overrides} override{'s' * (overrides != 1)}"
        line = f"{_shown(keeps)} gets {what} of {_shown(goes)}"
        if not yes:
            click.confirm(f"{line}, who is removed. There is no way back. Merge?", abort=True, err=True)
        joined(out, book, Student(keeps.key, keeps.name, {**goes.ids, **keeps.ids}), goes.key)
    remarks.forget(out, [goes.key])
    click.echo(f"{line}, who is removed; `grade report` writes the pages again")


def _shown(student: Student) -> str:
    return f"{student.key} ({one_line(student.name or 'no name', 60)})"
