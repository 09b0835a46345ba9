"""A file that a stranger left on the disk, read with care."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from grader.message import Message, say
from grader.submission.opening import opened

MAX_FILE = 2 * 2**20
"""Bytes of any Python file."""
CLEAR = say(
    "clear its outputs (in Jupyter: Kernel > Restart Kernel and Clear Outputs of All Cells; or `jupyter nbconvert "
    "--clear-output --inplace FILE`), save it and hand it in again"
)
"""What to do with a notebook whose outputs are too large."""
NOT_THEIRS = (errno.EACCES, errno.EPERM, errno.EIO, errno.ENOENT, errno.ESTALE, errno.EMFILE, errno.ENFILE)
"""Why a file cannot be opened that was handed in as it should be."""
_LINKED = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK)
"""It, or a folder on the way to it, is a link (now, that is: they may have been exchanged)."""


class Unreadable(Exception):
    """ours: the machine would not give it to us (no permission, a broken disk), which is not the student's doing."""

    def __init__(self, message: str, ours: bool = False) -> None:
        super().__init__(message)
        self.ours = ours


class TooLarge(Unreadable):
    pass


def read(path: Path, limit: int, shown: str) -> bytes:
    """A regular file's bytes, never through a link, never waiting for a pipe. shown: what a complaint calls it."""
    try:
        descriptor = opened(path)
    except OSError as error:
        reason = say("it is a link; hand in the file itself") if error.errno in _LINKED else error.strerror
        raise _unreadable(shown, reason, ours=error.errno in NOT_THEIRS) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _unreadable(shown, say("it is not a regular file"))
        if status.st_size > limit:
            raise TooLarge(say("{file}: {reason}", file=shown, reason=too_large(shown, status.st_size, limit)))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(status.st_size)
    except OSError as error:
        raise _unreadable(shown, error.strerror, ours=True) from None
    finally:
        os.close(descriptor)


def too_large(name: str, size: int, limit: int) -> Message:
    """Of a file with more bytes than it may have, and how to make it smaller."""
    if name.lower().endswith(".ipynb"):
        sizes = {"size": f"{size / 1e6:.0f}", "limit": f"{limit / 1e6:.0f}"}
        return say("the notebook has {size} MB and may have {limit} MB: {fix}", **sizes, fix=CLEAR)
    return say("{size} bytes; a submission may have {limit}", size=f"{size:,}", limit=f"{limit:,}")


def _unreadable(shown: str, reason: str | None, ours: bool = False) -> Unreadable:
    return Unreadable(say("{file}: {reason}", file=shown, reason=reason or ""), ours)
