"""Files and folders that strangers have made, opened part by part from the root of the disk: no part may be a link.

A student can exchange a folder for a link to the solutions while we read it, so a look beforehand shows nothing: each
part is opened in the one before it, and never through a link. Who runs the grader may name a folder that lies behind
links: `settled` follows those once, before anything in it is looked at.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

_BY_NAME = getattr(os, "O_PATH", os.O_RDONLY)
"""Where there is O_PATH, a folder may be passed through that may not be listed."""
_FOLDER = os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def settled(path: Path) -> Path:
    """The path that the user named, without links in it."""
    return Path(os.path.realpath(path))


@contextlib.contextmanager
def _parent(path: Path) -> Iterator[tuple[int, str]]:
    """The folder that `path` lies in, open, and its name there."""
    _, *folders, name = Path(os.path.abspath(path)).parts or ("/", ".")
    here = os.open("/", _BY_NAME | _FOLDER)
    try:
        for part in folders:
            inner = os.open(part, _BY_NAME | _FOLDER, dir_fd=here)
            os.close(here)
            here = inner
        yield here, name
    finally:
        os.close(here)


def opened(path: Path) -> int:
    """A descriptor for reading, which never waits for a pipe. Raises OSError."""
    with _parent(path) as (folder, name):
        return os.open(name, _FILE, dir_fd=folder)


def status(path: Path) -> os.stat_result:
    """Of the file itself, which may be a link. Raises OSError."""
    with _parent(path) as (folder, name):
        return os.stat(name, dir_fd=folder, follow_symlinks=False)


@contextlib.contextmanager
def listed(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The folder, open, and the names in it, sorted. Raises OSError."""
    with _parent(path) as (parent, name):
        folder = os.open(name, os.O_RDONLY | _FOLDER, dir_fd=parent)
    try:
        yield folder, sorted(os.listdir(folder))
    finally:
        os.close(folder)
