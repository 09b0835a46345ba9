"""`grade watch`: grades again on every save, with everything warm."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.commands.submit import grading_options
from grader.errors import UsageError
from grader.language import gettext as _
from grader.language import sentence
from grader.message import message_of

if TYPE_CHECKING:
    from grader.commands._job import Job
    from grader.outcomes.result import Result

QUIET_MS = 20
"""A save is a burst of events: the files are read when there has been none for so long."""


@click.command()
@grading_options
def watch(open_report: bool, **about: Any) -> None:
    """Grade again on every save, until Ctrl-C.

    \b
    Example:
      grade watch exercises/ID.py
    """
    from grader.commands._start import job

    with job(**about) as work, _saves(work.paths) as saves:
        result = _show(work, work.grade)
        _remark(_("watching; Ctrl-C ends"))
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                _explain(work, result, stop=lambda: not saves.empty())
                _wait(saves)
                result = _show(work, work.grade_again)


Saves = queue.SimpleQueue[Exception | None]
"""None for each save, or what has ended the watch."""


@contextlib.contextmanager
def _saves(paths: Iterable[Path]) -> Iterator[Saves]:
    """Watched in a thread of its own, so that a search for causes sees that a newer save waits for it."""
    import watchfiles

    saves, ended = Saves(), threading.Event()
    folders, filter_, recursive = _watched(paths)

    def listen() -> None:
        try:
            changes = watchfiles.watch(
                *folders,
                watch_filter=filter_,
                recursive=recursive,
                debounce=QUIET_MS,
                step=QUIET_MS,
                stop_event=ended,
            )
            for _change in changes:
                saves.put(None)
        except Exception as error:
            saves.put(error)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield saves
    finally:
        ended.set()
        listener.join()


def _wait(saves: Saves) -> None:
    """For a save, and for all others that have come meanwhile. Raises what has ended the watch."""
    waits = True
    while waits:
        if (error := saves.get()) is not None:
            raise error
        waits = not saves.empty()


def _watched(paths: Iterable[Path]) -> tuple[list[str], Callable[[object, str], bool], bool]:
    """The folders to watch, which of their changes count, and whether what lies deeper counts.

    A file is watched through its folder: editors save by renaming another file over it, and a watch on the file itself
    ends with the old one.
    """
    from grader.submission.naming import SUFFIXES

    folders = {os.path.abspath(path) for path in paths if path.is_dir()}
    files = {os.path.abspath(path) for path in paths} - folders

    def counts(_change: object, path: str) -> bool:
        inside = any(path.startswith(os.path.join(folder, "")) for folder in folders)
        return path in files or (inside and path.endswith(SUFFIXES))

    return sorted(folders | {os.path.dirname(file) for file in files}), counts, bool(folders)


def _show(work: Job, grade: Callable[[], Result]) -> Result | None:
    """Prints the verdict. None where there is no file."""
    from grader.report import terminal

    started = time.monotonic()
    try:
        result = grade()
    except UsageError as error:  # the file is gone for a moment while an editor saves it
        _remark(sentence(message_of(error)), "yellow")
        return None
    terminal.summary(result, work.report, work.before)
    _remark(_("graded in %(took)s ms", took=f"{(time.monotonic() - started) * 1e3:.0f}"))
    return result


def _explain(work: Job, result: Result | None, stop: Callable[[], bool]) -> None:
    from grader.report import terminal

    if result is not None:
        explained = work.explain(result, stop)
        if not stop():
            terminal.explanations(explained)


def _remark(text: str, style: str = "dim") -> None:
    from rich.console import Console

    Console(stderr=True).print(text, style=style, markup=False, highlight=False)
