"""One batch at a time writes to a folder of reports, and one that is refused leaves nothing there."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from grader.batch.store import FOLDER
from grader.errors import UsageError
from grader.files import require_writable
from grader.message import say

_NAME = "lock"


@contextlib.contextmanager
def alone(out: Path) -> Iterator[None]:
    """Makes the folder and locks it; the lock goes with the process, however that ends.

    Raises UsageError where it cannot be written to, or another batch does.
    """
    made = [folder for folder in (out, *out.parents) if not os.path.exists(folder)]
    require_writable(out, say("the reports cannot be written here"), say("choose another folder with --out"))
    file = _locked(out) or _locked(out)  # the first may have been that of a batch which was just refused
    if file is None:
        raise UsageError(
            "--out {out}: another `grade batch` is writing there; wait until it ends, or choose another folder", out=out
        )
    with file:
        try:
            yield
        finally:
            _take_away(out / FOLDER, made)


def is_busy(out: Path) -> bool:
    """Whether a batch is writing there now. Nothing is made."""
    try:
        with open(out / FOLDER / _NAME) as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _locked(out: Path) -> TextIO | None:
    """None where another batch has the lock, or took its file away after we had opened it."""
    path = out / FOLDER / _NAME
    with contextlib.ExitStack() as stack, contextlib.suppress(BlockingIOError, FileNotFoundError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = stack.enter_context(open(path, "a"))
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            stack.pop_all()
            return file
    return None


def _take_away(store: Path, made: Sequence[Path]) -> None:
    """The lock and the folders that were made for it, where nothing else came into them."""
    with contextlib.suppress(OSError):
        if os.listdir(store) == [_NAME]:
            (store / _NAME).unlink()
            for folder in (store, *made):
                folder.rmdir()
