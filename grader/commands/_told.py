"""What several commands say on the terminal, in the language of the moment."""

from __future__ import annotations

import click

from grader.language import gettext as _
from grader.language import ngettext, sentence
from grader.people import Problem
from grader.text import one_line


def note(line: str) -> None:
    """On stderr. line: a message, or a problem that holds one."""
    words = sentence(line.line if isinstance(line, Problem) else line)
    click.echo(_("note: %(line)s", line=words), err=True)


def attempts_and_overrides(attempts: int, overrides: int) -> str:
    one = ngettext("%(n)s attempt", "%(n)s attempts", attempts)
    other = ngettext("%(n)s override", "%(n)s overrides", overrides)
    return f"{one}, {other}"


def named(key: str, name: str) -> str:
    """A student, by key and name."""
    shown = one_line(name, 60) or _("no name")
    return f"{key} ({shown})"
