"""Writing files so that a reader sees the old one or the new one, never half of either; files that are no CSV."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from grader.errors import UsageError

_ZIPS, _OLD_OFFICE, _SQLITE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0", b"SQLite format 3\0"
_IN_SPREADSHEETS = (b"xl/workbook", b"opendocument.spreadsheet")
"""What .xlsx and .ods have in them, which are zips."""


def write_atomically(path: Path, data: bytes) -> None:
    """Writes beside `path`, then renames onto it: a link that lies there is replaced, not followed."""
    with opened_atomically(path) as file:
        file.write(data)


@contextlib.contextmanager
def opened_atomically(path: Path) -> Iterator[BinaryIO]:
    """The same for what is written bit by bit; nothing is left behind where that fails."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "wb") as file:
            yield file
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def require_writable(folder: Path, what: str, mend: str) -> None:
    """Makes the folder. Raises UsageError where it cannot be written to: nobody waits for what cannot be kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: {what} ({error.strerror}); {mend}") from None
    if not os.access(folder, os.W_OK):
        raise UsageError(f"{folder}: {what} (no permission); {mend}")


def no_table(data: bytes) -> str:
    """What a file is, with the mend, that was named in place of a CSV; nothing where it may be one."""
    if data.startswith(_OLD_OFFICE) or (data.startswith(_ZIPS) and any(sign in data for sign in _IN_SPREADSHEETS)):
        return "this is a spreadsheet file; save it as CSV"
    what = "a zip archive" if data.startswith(_ZIPS) else "a database" if data.startswith(_SQLITE) else ""
    return f"this is {what}; name a CSV file" if what else ""
