"""Archives from strangers: zip and tar, unpacked as plain files below one folder, counted while they are read.

Nothing that an archive says about itself is believed: sizes are those of the bytes that come out, an entry that is a
link, a device or leads elsewhere is left out, and every file is made by us, new, with our permissions. Only sources are
written whole: of everything else the name is all that counts, so an empty file takes its place.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from grader.errors import UsageError, reason
from grader.intake.archive_entries import DAMAGE, ArchiveEntry, Left, Refused, Unusual, tar_entries, zip_entries
from grader.intake.zip_names import Known
from grader.message import Message, message_of, say
from grader.submission.naming import SUFFIXES
from grader.submission.opening import opened
from grader.submission.reading import CLEAR
from grader.text import one_line

_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_UNKNOWN = (".rar", ".7z")
_CHUNK, _NORMALIZED = 2**16, 500
JUNK = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv", "Thumbs.db", "desktop.ini"})


def is_junk(name: str) -> bool:
    """Hidden files and folders (.git, .venv, .ipynb_checkpoints, the Mac's ._*), caches, installed packages."""
    return name.startswith(".") or name in JUNK


class _LeftOut(Exception):
    """Why one entry is not taken."""


class _Damaged(_LeftOut):
    """It was meant to be taken; what came out of the archive is not what went in, or nothing did."""


@dataclass(frozen=True)
class Caps:
    """entries: files written, and as many left out. listed: bytes of the table of contents. total, single: bytes
    unpacked. ratio: unpacked by packed, beyond the first MiB. archives: whether archives inside are written too.
    names: files that are not sources, of which only the name is kept."""

    entries: int
    listed: int
    total: int
    single: int
    archives: bool
    names: int = 200
    depth: int = 16
    ratio: int = 200
    headers: int = 20_000  # of tars

    def left(self) -> Left:
        """For archives that count together: all that one student hands in."""
        return Left(self.listed, self.headers, self.total)


STUDENT = Caps(entries=2_000, listed=2 * 2**20, total=64 * 2**20, single=24 * 2**20, archives=False)
CLASS = Caps(entries=500_000, listed=2**28, total=2**34, single=2**28, archives=True, names=100_000, headers=50_000_000)


def kind(name: str) -> str:
    """`zip`, `tar`, `unknown` for one that we cannot unpack, or nothing."""
    lower = name.lower()
    if lower.endswith(".zip"):
        return "zip"
    if lower.endswith(_TARS):
        return "tar"
    return "unknown" if lower.endswith(_UNKNOWN) else ""


def stem(name: str) -> str:
    """The name without what makes it an archive's."""
    ends = [end for end in (".zip", *_TARS, *_UNKNOWN) if name.lower().endswith(end)]
    return name[: -max(map(len, ends))] if ends else name


def unpack(
    archive: Path,
    into: Path,
    caps: Caps,
    damaged: dict[Path, str] | None = None,
    left: Left | None = None,
    known: Known | None = None,
) -> list[Message]:
    """Writes what the archive holds below `into` and returns a line for each entry that was left out.

    damaged: takes up the entries that do not come out as they were packed, with the reason; each is written as an empty
    file. Without it they are left out as if they had not been there. left: what earlier archives have left of the caps.
    known: whether somebody is in the roster; helps to read names that do not say their encoding.

    Raises Refused for one that is broken, encrypted or beyond the caps, UsageError where `into` cannot take it.
    """
    form, left = kind(archive.name), left or caps.left()
    if form == "unknown":
        raise Refused(say("only zip and tar archives can be unpacked"))
    try:
        with open(opened(archive), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused(say("it is not a regular file"))
            told: list[Message] = []
            entries = (
                zip_entries(file, left, known, told if known else None) if form == "zip" else tar_entries(file, left)
            )
            left_out = _Unpacking(into, caps, damaged, left).run(entries)
            return [*told, *left_out]
    except DAMAGE as error:
        raise Refused(say("it is damaged or not an archive ({error})", error=_in_words(error))) from None


class _Unpacking:
    def __init__(self, into: Path, caps: Caps, damaged: dict[Path, str] | None, left: Left) -> None:
        self.into, self.caps, self.damaged, self.left = into, caps, damaged, left
        self.entries, self.names = 0, 0
        self.left_out: list[Message] = []
        self.made = {os.fspath(into)} if into.is_dir() else set[str]()

    def run(self, entries: Iterator[ArchiveEntry]) -> list[Message]:
        for entry in entries:
            parts = _parts(entry.name)
            if any(is_junk(part) for part in parts if part != ".."):
                continue
            try:
                self._take(entry, parts)
            except _LeftOut as fault:
                self.left_out.append(self._told(one_line("/".join(parts), 120), fault))
                if len(self.left_out) > self.caps.entries:
                    most = f"{self.caps.entries:,}"
                    raise Refused(say("more than {most} of its entries cannot be used", most=most)) from None
        return self.left_out

    def _told(self, name: str, fault: _LeftOut) -> Message:
        if self.damaged is not None and isinstance(fault, _Damaged):
            return say("{file} cannot be read: {reason}", file=name, reason=message_of(fault))
        return say("{file} was left out: {reason}", file=name, reason=message_of(fault))

    def _take(self, entry: ArchiveEntry, parts: list[str]) -> None:
        if entry.fault or (fault := _path_fault(entry.name, parts, self.caps.depth)):
            raise _LeftOut(entry.fault or fault)
        whole = _is_wanted(parts[-1], self.caps)
        self.entries, self.names = self.entries + whole, self.names + (not whole)
        if self.entries > self.caps.entries:
            raise Refused(say("it holds more than {most} files", most=f"{self.caps.entries:,}"))
        if not whole and self.names > self.caps.names:
            return
        with open(self._place(parts), "wb", buffering=0) as out:
            if whole:
                self._write(entry, out, parts)
            self._stamp(out, entry.modified)

    def _place(self, parts: list[str]) -> int:
        """A new, empty file in folders that are all ours, open."""
        folder = os.path.join(self.into, *parts[:-1])
        try:
            if folder not in self.made:
                os.makedirs(folder, exist_ok=True)
                self.made.add(folder)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            return os.open(os.path.join(folder, parts[-1]), flags, 0o600)
        except (FileExistsError, NotADirectoryError):
            raise _LeftOut(say("there is another file with this name; the first one counts")) from None
        except OSError as error:
            raise _cannot_write(self.into, error) from None

    def _write(self, entry: ArchiveEntry, out: IO[bytes], parts: list[str]) -> None:
        path = Path(self.into, *parts)
        try:
            self._copy(entry, out)
        except _LeftOut as fault:
            if self.damaged is not None and isinstance(fault, _Damaged):
                self.damaged[path] = message_of(fault)
                os.truncate(out.fileno(), 0)
                self._stamp(out, entry.modified)
            else:
                os.unlink(path)
            raise
        except OSError as error:
            raise _cannot_write(self.into, error) from None

    def _copy(self, entry: ArchiveEntry, out: IO[bytes]) -> None:
        size = 0
        for chunk in _chunks(entry):
            size += len(chunk)
            self.left.total -= len(chunk) if entry.packed is not None else 0  # a tar's are counted as they come out
            if size > self.caps.single:
                raise _LeftOut(_too_large(entry.name, self.caps.single))
            if entry.packed is not None and size > 2**20 and size > self.caps.ratio * max(entry.packed, 1):
                raise _LeftOut(say("it unpacks to over {ratio} times its size", ratio=self.caps.ratio))
            if self.left.total < 0:
                raise Refused(say("it unpacks to more than {size} MiB", size=self.caps.total >> 20))
            if out.write(chunk) < len(chunk):  # unbuffered, so that nothing is left to fail when it is closed
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    @staticmethod
    def _stamp(out: IO[bytes], modified: float) -> None:
        try:
            os.utime(out.fileno(), (modified, modified))
        except (OSError, OverflowError, ValueError):
            pass  # a time that no file system has: that of unpacking stays


def _chunks(entry: ArchiveEntry) -> Iterator[bytes]:
    try:
        with entry.open() as source:
            while chunk := source.read(_CHUNK):
                yield chunk
    except Unusual:
        raise _Damaged(say("it is compressed in an unusual way")) from None
    except DAMAGE as error:
        raise _Damaged(say("it is damaged ({error})", error=_in_words(error))) from None


def _too_large(name: str, limit: int) -> Message:
    if name.lower().endswith(".ipynb"):
        return say("it is larger than {size} MiB: {fix}", size=limit >> 20, fix=CLEAR)
    return say("it is larger than {size} MiB", size=limit >> 20)


def _cannot_write(into: Path, error: OSError) -> UsageError | _LeftOut:
    if error.errno in (errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL):
        return _LeftOut(say("its name is not allowed on this disk ({error})", error=error.strerror))
    return UsageError(
        "{folder}: the archives cannot be unpacked here ({reason}); free some space or set TMPDIR",
        folder=into,
        reason=reason(error),
    )


def _in_words(error: Exception) -> str:
    return one_line(str(error) or type(error).__name__, 120)


def _parts(name: str) -> list[str]:
    if name.isascii() and name.isprintable():
        return [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    parts = re.split(r"[/\\]", name.encode("utf-8", "replace").decode())
    return [_shown(part) for part in parts if part not in ("", ".")]


def _shown(part: str) -> str:
    """One that is too long anyway stays as it is: what puts accents in order takes quadratic time for a long row."""
    part = unicodedata.normalize("NFC", part) if len(part) <= _NORMALIZED else part
    return "".join("_" if unicodedata.category(c) in ("Cc", "Cf") else c for c in part)


def _path_fault(name: str, parts: list[str], depth: int) -> str:
    if name[:1] in ("/", "\\") or re.match(r"[A-Za-z]:", name):
        return say("its path is absolute")
    if ".." in parts:
        return say("its path leads out of the archive")
    if not parts:
        return say("it has no name")
    if len(parts) > depth:
        return say("it is in too many folders, one inside the other")
    return say("its name is too long") if max(len(part.encode()) for part in parts) > 240 else ""


def _is_wanted(name: str, caps: Caps) -> bool:
    return name.lower().endswith(SUFFIXES) or (
        caps.archives and (kind(name) != "" or name == "submission_metadata.yml")
    )
