"""Writing files so that a reader sees the old one or the new one, never half of either; and files that are not what was
asked for."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from grader.errors import UsageError, reason
from grader.message import say

_ZIPS, _OLD_OFFICE, _SQLITE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0", b"SQLite format 3\0"
_IN_SPREADSHEETS = (b"xl/workbook", b"opendocument.spreadsheet")
"""What .xlsx and .ods have in them, which are zips."""


def write_atomically(path: Path, data: bytes) -> None:
    """Writes beside `path`, then renames onto it: a link that lies there is replaced, not followed."""
    with opened_atomically(path) as file:
        file.write(data)


@contextlib.contextmanager
def written_together(files: Mapping[Path, bytes]) -> Iterator[None]:
    """All of them or none: they get their names when the block has ended, and none does where it fails."""
    with contextlib.ExitStack() as stack:
        for path, data in files.items():
            file = stack.enter_context(opened_atomically(path))
            file.write(data)
            file.flush()  # a full disk shows here, before any of them has its name
        yield


@contextlib.contextmanager
def finished_first() -> Iterator[None]:
    """Ctrl-C waits for the end of the block. For the main thread."""
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        signal.raise_signal(signal.SIGINT)


@contextlib.contextmanager
def opened_atomically(path: Path) -> Iterator[BinaryIO]:
    """The same for what is written bit by bit; nothing is left behind where that fails."""
    name = path.parent / f".{path.name}.{secrets.token_hex(8)}"  # known before it is there: Ctrl-C can come at once
    try:
        with open(name, "xb", opener=lambda file, flags: os.open(file, flags, 0o600)) as file:
            yield file
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def require_writable(folder: Path, what: str, fix: str) -> None:
    """Makes the folder. Raises UsageError where it cannot be written to: better before the work than after it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            "{folder}: {what} ({reason}); {fix}", folder=folder, what=what, reason=reason(error), fix=fix
        ) from None
    if not os.access(folder, os.W_OK):
        raise UsageError("{folder}: {what} (no permission); {fix}", folder=folder, what=what, fix=fix)


def write_page(path: Path, html: str) -> None:
    """Makes its folder too. Raises UsageError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, html.encode())
    except OSError as error:
        raise UsageError("{path}: cannot be written ({reason}); see --out", path=path, reason=reason(error)) from None


def no_table(data: bytes) -> str:
    """What a file is that was named in place of a CSV, and how to fix it; empty where it may be one."""
    if data.startswith(_OLD_OFFICE) or (data.startswith(_ZIPS) and any(sign in data for sign in _IN_SPREADSHEETS)):
        return say("this is a spreadsheet file; save it as CSV")
    if data.startswith(_ZIPS):
        return say("this is a zip archive; name a CSV file")
    return say("this is a database; name a CSV file") if data.startswith(_SQLITE) else ""
