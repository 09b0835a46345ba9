"""`grade merge`: two rows of one student become one."""

from __future__ import annotations

from pathlib import Path

import click

from grader.commands import _options as options
from grader.commands._told import attempts_and_overrides, named
from grader.language import gettext as _
from grader.message import say
from grader.people import Student


@click.command()
@click.argument("kept", metavar="KEPT")
@click.argument("other", metavar="OTHER")
@click.option("--yes", is_flag=True, help=say("Do not ask before it is done."))
@options.gradebook
@options.out(say("The folder with the gradebook and the reports."))
def merge(kept: str, other: str, where: str | None, out: Path, yes: bool) -> None:
    """Join two rows of one student: KEPT gets the attempts and overrides of OTHER, and OTHER is removed.

    Both are names of students' folders. Use it for a student who is in the gradebook twice, because a name was
    corrected or the roster came later. `grade batch` does it by itself where an id is the same.

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
        about = {
            "kept": named(keeps.key, keeps.name),
            "other": named(goes.key, goes.name),
            "what": attempts_and_overrides(attempts, overrides),
        }
        if not yes:
            question = _(
                "%(kept)s gets from %(other)s: %(what)s. %(other)s is removed. This cannot be undone. Merge?", **about
            )
            click.confirm(question, abort=True, err=True)
        joined(out, book, Student(keeps.key, keeps.name, {**goes.ids, **keeps.ids}), goes.key)
    remarks.forget(out, [goes.key])
    line = _(
        "%(kept)s has got from %(other)s: %(what)s; %(other)s is removed; `grade report` writes the pages again",
        **about,
    )
    click.echo(line)
