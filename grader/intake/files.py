"""One student's files on the disk: found without following a link, with what they packed into an archive."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import unicodedata
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError, reason
from grader.intake import archives
from grader.intake.archive_entries import Left, Refused
from grader.intake.archives import is_junk
from grader.message import message_of, say
from grader.submission.naming import SUFFIXES
from grader.submission.opening import listed, settled
from grader.submission.reading import NOT_THEIRS
from grader.text import printable

MAX_FILES, MAX_DEPTH, MAX_ARCHIVES, MAX_NOTES = 5_000, 10, 10, 200


class File(NamedTuple):
    path: Path
    modified: float
    """Seconds since 1970."""
    size: int = 0


@dataclass
class Files:
    """found: relative posix name -> file. unread: those of them that this machine does not let us read -> why; a
    folder's name ends with a slash. packed: those that are archives and could not be unpacked -> why. git: the folder
    is a clone."""

    found: dict[str, File] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    packed: dict[str, str] = field(default_factory=dict)
    git: bool = False
    looked_at: int = 0
    full: bool = False
    """There is more than is looked at."""

    def note(self, line: str) -> None:
        """Up to MAX_NOTES: they are shown with the result."""
        if len(self.notes) < MAX_NOTES:
            self.notes.append(line)

    def refused(self, name: str, path: Path, error: OSError) -> None:
        """Notes what cannot be read; where the student could not help that, the file does not count as missing."""
        reason = say("cannot be read ({error})", error=error.strerror)
        self.note(say("{file}: {reason}", file=name, reason=reason))
        if error.errno in NOT_THEIRS and name.lower().endswith(("/", *SUFFIXES)):
            self.found[name] = File(path, 0.0)
            self.unread[name] = reason


def gather(folder: Path, work: Path) -> Files:
    """All of a student's files; their archives are unpacked one level deep, below `work`. Raises OSError where the
    folder itself cannot be read."""
    files = walk(settled(folder))
    expand(files, settled(work))
    return files


def walk(folder: Path) -> Files:
    """The files in a folder, the shallow ones first, up to MAX_FILES; links are noted, not followed. folder: without a
    link on the way to it."""
    files, todo = Files(), deque([(folder, "", 0)])
    while todo and not files.full:
        path, prefix, depth = todo.popleft()
        try:
            with listed(path) as (opened, names):
                todo += _take_all(files, path, opened, names, prefix, depth)
        except OSError as error:
            if not depth:
                raise
            files.refused(prefix, path, error)
    return files


def _take_all(
    files: Files, folder: Path, opened: int, names: list[str], prefix: str, depth: int
) -> list[tuple[Path, str, int]]:
    """Takes what lies in one folder. Returns the folders in it: where, the beginning of their files' names, depth."""
    deeper: list[tuple[Path, str, int]] = []
    for entry in names:
        if len(files.found) >= MAX_FILES or files.looked_at >= 4 * MAX_FILES:
            files.full = True
            files.note(say("more than {most} files: the rest was not looked at", most=f"{MAX_FILES:,}"))
            break
        if is_junk(entry):
            files.git = files.git or entry in (".git", ".github")
            continue
        files.looked_at += 1
        if _take(files, folder / entry, opened, prefix + readable(entry)):
            if depth < MAX_DEPTH:
                deeper.append((folder / entry, f"{prefix}{readable(entry)}/", depth + 1))
            else:
                line = say(
                    "{folder}/ is in too many folders, one inside the other, and was not read",
                    folder=prefix + readable(entry),
                )
                files.note(line)
    return deeper


def _take(files: Files, path: Path, opened: int, name: str) -> bool:
    """Takes one file. Returns whether it is none but a folder. opened: the folder that it lies in."""
    try:
        status = os.stat(path.name, dir_fd=opened, follow_symlinks=False)
    except OSError as error:
        files.refused(name, path, error)
        return False
    if stat.S_ISDIR(status.st_mode):
        return True
    if stat.S_ISLNK(status.st_mode):
        files.note(say("{file} is a link and was not followed", file=name))
    elif not stat.S_ISREG(status.st_mode):
        files.note(say("{file} is not a regular file and was left out", file=name))
    elif files.found.setdefault(name, file := File(path, status.st_mtime, status.st_size)) is not file:
        files.note(say("there are two files named {file}, encoded differently; the first one counts", file=name))
    return False


def readable(name: str) -> str:
    """A file's name as text that every part of the grader can hold and show: NFC, stray bytes and control characters
    spelled out."""
    if name.isascii() and name.isprintable():
        return name
    text = printable(unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace")))
    return text.replace("\n", "\\n").replace("\t", "\\t")


def expand(files: Files, work: Path) -> None:
    """Puts what is in the archives among the files in their place, as `homework.zip/...`."""
    packed, left = [name for name in files.found if archives.kind(name)], archives.STUDENT.left()
    for name in packed[:MAX_ARCHIVES]:
        try:
            inner = unpacked(files.found[name].path, work, left)
        except Refused as error:
            files.packed[name] = message_of(error)
            files.note(say("{file}: {reason}", file=name, reason=message_of(error)))
            continue
        del files.found[name]
        files.found.update({f"{name}/{inside}": file for inside, file in inner.found.items()})
        for note in inner.notes:
            files.note(say("{file}: {reason}", file=name, reason=note))
    if packed[MAX_ARCHIVES:]:
        rest = ", ".join(packed[MAX_ARCHIVES:])[:200]
        files.note(say("there are more than {most} archives: {rest} were not unpacked", most=MAX_ARCHIVES, rest=rest))


def unpacked(archive: Path, work: Path, left: Left | None = None) -> Files:
    """The files of one student's archive, unpacked below `work`. left: as for `archives.unpack`. Raises Refused;
    UsageError: full disk."""
    folder = scratch(work)
    try:
        left_out = archives.unpack(archive, folder, archives.STUDENT, left=left)
    except Refused:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    files = walk(folder)
    for name in [name for name in files.found if archives.kind(name)]:
        del files.found[name]
        files.note(say("{file} was not opened: archives are opened one level deep", file=name))
    for line in left_out:
        files.note(line)
    return files


def scratch(work: Path) -> Path:
    """A new folder below `work`, which is without a link. Raises UsageError where there can be none."""
    folder = work / secrets.token_hex(8)
    try:
        folder.mkdir(0o700)
        return folder
    except OSError as error:
        raise UsageError(
            "{folder}: the archives cannot be unpacked here ({reason}); free some space or set TMPDIR",
            folder=work,
            reason=reason(error),
        ) from None


class Top(NamedTuple):
    """What lies directly in a class's folder: the names as the disk has them."""

    folders: list[str]
    files: dict[str, File]
    links: list[str]


def top(folder: Path) -> Top:
    """Raises OSError where the folder cannot be read."""
    found = Top([], {}, [])
    with listed(folder) as (opened, names):
        for name in names:
            if is_junk(name):
                continue
            status = os.stat(name, dir_fd=opened, follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                found.links.append(name)
            elif stat.S_ISDIR(status.st_mode):
                found.folders.append(name)
            elif stat.S_ISREG(status.st_mode):
                found.files[name] = File(folder / name, status.st_mtime, status.st_size)
    return found


def utc(timestamp: float) -> datetime | None:
    """None for one that no calendar has."""
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (ValueError, OverflowError, OSError):
        return None
