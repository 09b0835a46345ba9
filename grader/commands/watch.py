"""`grade watch`: grades again on every save, with everything warm."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.commands.submit import grading_options
from grader.errors import UsageError

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
    import watchfiles

    from grader.commands._job import job
    from grader.language import gettext as _

    with job(**about) as work:
        _show(work, work.grade)
        _remark(_("watching; Ctrl-C ends"))
        folders, filter_, recursive = _watched(work.paths)
        changes = watchfiles.watch(
            *folders, watch_filter=filter_, recursive=recursive, debounce=QUIET_MS, step=QUIET_MS
        )
        with contextlib.suppress(KeyboardInterrupt):
            for _change in changes:
                _show(work, work.grade_again)


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


def _show(work: Job, grade: Callable[[], Result]) -> None:
    from grader.language import gettext as _
    from grader.report import terminal

    started = time.monotonic()
    try:
        result = grade()
    except UsageError as error:  # the file is gone for a moment while an editor saves it
        _remark(str(error), "yellow")
        return
    terminal.summary(result, work.report, work.before)
    _remark(_("graded in %(took)s ms", took=f"{(time.monotonic() - started) * 1e3:.0f}"))


def _remark(text: str, style: str = "dim") -> None:
    from rich.console import Console

    Console(stderr=True).print(text, style=style, markup=False, highlight=False)
