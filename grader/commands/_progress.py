"""What an instructor sees while a class is graded: a live line on a terminal, else a plain one now and then."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from grader.batch.record import Tally

EVERY_S = 15
"""Seconds between two lines without a terminal."""


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


@contextlib.contextmanager
def live(tally: Tally) -> Iterator[Callable[[], None]]:
    """Yields what to call when the tally has changed."""
    console = Console(stderr=True)
    if not console.is_terminal:
        lines = _Lines(tally)
        yield lines
        lines.last()
        return
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
               TextColumn("{task.fields[words]}"))  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("grading", total=tally.all, words="")
        yield lambda: bar.update(task, total=tally.all, completed=tally.done, words=_words(tally))


class _Lines:
    def __init__(self, tally: Tally) -> None:
        self.tally, self._said = tally, 0
        self._started = self._told = time.monotonic()

    def __call__(self) -> None:
        now = time.monotonic()
        if now - self._told >= EVERY_S:
            self._told, self._said = now, self.tally.done
            click.echo(self._line(now - self._started), err=True)

    def last(self) -> None:
        if self.tally.done > max(self._said, self.tally.unchanged):
            click.echo(self._line(time.monotonic() - self._started), err=True)

    def _line(self, seconds: float) -> str:
        rate = (self.tally.done - self.tally.unchanged) / seconds if seconds else 0.0
        words = f"; {told}" if (told := _words(self.tally)) else ""
        left = self.tally.all - self.tally.done
        ahead = f", {_duration(left / rate)} left" if left and rate else ""
        return f"{self.tally.done} of {self.tally.all} submissions, {rate:.1f}/s{ahead}{words}"


def _words(tally: Tally) -> str:
    parts = [f"{tally.failing} below full points"] if tally.failing else []
    parts += [f"{tally.unchanged} unchanged"] if tally.unchanged else []
    parts += [f"{tally.ungraded} ungraded"] if tally.ungraded else []
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
