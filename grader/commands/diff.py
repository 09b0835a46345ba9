"""`grade diff`: two gradebooks compared."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.commands import _options as options
from grader.language import gettext as _
from grader.language import sentence

if TYPE_CHECKING:
    from grader.gradebook import Gradebook
    from grader.gradebook.difference import Difference


@click.command()
@click.argument("before", metavar="A")
@click.argument("now", metavar="B")
@options.course
@options.exercise
def diff(before: str, now: str, course_folder: Path | None, exercises: tuple[str, ...]) -> None:
    """Compare two gradebooks, or the gradebooks in two folders of reports: scores that count, checks, mistakes.

    \b
    Example:
      grade diff reports-before reports
    """
    from grader.gradebook.difference import differences

    course = options.chosen_course(course_folder)
    with contextlib.ExitStack() as stack:
        one, other = (stack.enter_context(_opened(each)) for each in (before, now))
        course = other.covered(course, exercises)
        told(differences(one, other, course))


def told(found: Iterable[Difference]) -> None:
    """A line for each difference, the largest fall first, and how many there are."""
    listed = sorted(found, key=lambda each: (each.rise, each.student))
    for each in listed:
        click.echo(sentence(each.line))
    ways = Counter("rise" if each.rise > 0 else "fall" if each.rise < 0 else "same" for each in listed)
    counts = {"up": ways["rise"], "down": ways["fall"], "same": ways["same"]}
    click.echo(_("%(up)s scores rise, %(down)s fall, %(same)s stay with other checks or mistakes", **counts))


def _opened(where: str) -> Gradebook:
    from grader import gradebook

    is_folder = "://" not in where and Path(where).is_dir()
    return options.opened_gradebook(str(Path(where) / gradebook.FILE) if is_folder else where)
