"""`grade watch`: grades again on every save, with everything warm."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console

from grader.errors import UsageError
from grader.language import gettext as _
from grader.report import terminal
from grader.student.submit import Job, Options, job
from grader.submission.naming import SUFFIXES

QUIET_MS = 20
"""A save is a burst of events: the files are read when there has been none for so long."""


def run(paths: tuple[Path, ...], options: Options) -> int:
    """Until Ctrl-C. Returns 0. Raises GraderError for input that cannot be graded to begin with."""
    from watchfiles import watch

    with job(paths, options) as work:
        _show(work, work.report)
        Console(stderr=True).print(_("watching; Ctrl-C ends"), style="dim")
        folders, filter_, recursive = _watched(work.paths)
        changes = watch(*folders, watch_filter=filter_, recursive=recursive, debounce=QUIET_MS, step=QUIET_MS)
        with contextlib.suppress(KeyboardInterrupt):
            for _change in changes:
                _show(work, work.report)
    return 0


def _watched(paths: Iterable[Path]) -> tuple[list[str], Callable[[object, str], bool], bool]:
    """The folders to watch, which of their changes count, and whether what lies deeper counts.

    A file is watched through its folder: editors save by renaming another file over it, and a watch on the file itself
    ends with the old one.
    """
    folders = {os.path.abspath(path) for path in paths if path.is_dir()}
    files = {os.path.abspath(path) for path in paths} - folders

    def counts(_change: object, path: str) -> bool:
        inside = any(path.startswith(os.path.join(folder, "")) for folder in folders)
        return path in files or (inside and path.endswith(SUFFIXES))

    return sorted(folders | {os.path.dirname(file) for file in files}), counts, bool(folders)


def _show(work: Job, report: Path) -> None:
    started = time.monotonic()
    try:
        result = work.grade()
    except UsageError as error:  # the file is gone for a moment while an editor saves it
        Console(stderr=True).print(str(error), style="yellow", markup=False, highlight=False)
        return
    terminal.summary(result, report)
    took = f"{(time.monotonic() - started) * 1e3:.0f}"
    Console(stderr=True).print(_("graded in %(took)s ms", took=took), style="dim")
