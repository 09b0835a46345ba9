"""Writing files so that a reader sees the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from grader.errors import UsageError


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


def require_writable(folder: Path, what: str, fix: str) -> None:
    """Makes the folder. Raises UsageError where it cannot be written to: better before the work than after it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: {what} ({error.strerror}); {fix}") from None
    if not os.access(folder, os.W_OK):
        raise UsageError(f"{folder}: {what} (no permission); {fix}")


def write_page(path: Path, html: str) -> None:
    """Makes its folder too. Raises UsageError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, html.encode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); see --out") from None
