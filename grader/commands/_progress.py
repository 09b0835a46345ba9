"""What an instructor sees while a class is graded: a live line on a terminal, else a plain one now and then."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from grader.language import gettext as _

if TYPE_CHECKING:
    from grader.batch.tally import Tally

EVERY_S = 15
"""Seconds between two lines without a terminal."""


LEAST_S = 2.0
"""Seconds after the first result before anything is said of how long the rest takes."""


class _Pace:
    """How fast a class is graded. The time until the first result is left out: loading the libraries takes as long for
    one submission as for a thousand."""

    def __init__(self, tally: Tally) -> None:
        self.tally, self._started = tally, time.monotonic()
        self._first: tuple[int, float] | None = None

    def __str__(self) -> str:
        """Empty where nothing is to be graded, or nothing can be said yet."""
        now, graded = time.monotonic(), self.tally.done - self.tally.unchanged
        left = self.tally.all - self.tally.done
        if not graded:
            return _("starting: loading the libraries") if left else ""
        self._first = self._first or (graded, now)
        count, since = self._first
        if graded == count or now - since < LEAST_S:
            return _("the start took %(time)s", time=_duration(since - self._started)) if left else ""
        rate = (graded - count) / (now - since)
        return f"{rate:.1f}/s" + (", " + _("%(time)s left", time=_duration(left / rate)) if left else "")


@contextlib.contextmanager
def live(tally: Tally) -> Iterator[Callable[[], None]]:
    """Yields what to call when the tally has changed."""
    console = Console(stderr=True)
    if not console.is_terminal:
        lines = _Lines(tally)
        yield lines
        lines.last()
        return
    pace = _Pace(tally)
    columns = (TextColumn(_("grading")), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[words]}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("grading", total=tally.all, words=str(pace))
        yield lambda: bar.update(task, total=tally.all, completed=tally.done, words=_words(tally, pace))


class _Lines:
    def __init__(self, tally: Tally) -> None:
        self.tally, self._said, self._pace = tally, 0, _Pace(tally)
        self._told = time.monotonic()

    def __call__(self) -> None:
        now, words = time.monotonic(), _words(self.tally, self._pace)
        if now - self._told >= EVERY_S:
            self._told, self._said = now, self.tally.done
            click.echo(self._line(words), err=True)

    def last(self) -> None:
        if self.tally.done > max(self._said, self.tally.unchanged):
            click.echo(self._line(_words(self.tally, self._pace)), err=True)

    def _line(self, words: str) -> str:
        told = _("%(n)s of %(all)s submissions", n=self.tally.done, all=self.tally.all)
        return f"{told}, {words}" if words else told


def _words(tally: Tally, pace: _Pace) -> str:
    counted = [
        _("%(n)s below full points", n=tally.failing) if tally.failing else "",
        _("%(n)s unchanged", n=tally.unchanged) if tally.unchanged else "",
        _("%(n)s ungraded", n=tally.ungraded) if tally.ungraded else "",
    ]
    return "; ".join(filter(None, [str(pace), ", ".join(filter(None, counted))]))


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return (
        _("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=rest)
        if minutes
        else _("%(seconds)s s", seconds=rest)
    )
