"""One student's files on the disk: found without following a link, with what they packed into an archive."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import unicodedata
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError
from grader.intake import archives
from grader.intake.archive_entries import Refused
from grader.intake.archives import is_junk
from grader.message import message_of, say
from grader.submission.naming import SUFFIXES
from grader.submission.reading import NOT_THEIRS
from grader.text import printable

MAX_FILES, MAX_DEPTH, MAX_ARCHIVES = 5_000, 10, 10


class File(NamedTuple):
    path: Path
    modified: float
    """Seconds since 1970."""


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

    def refused(self, name: str, path: str, error: OSError) -> None:
        """Notes what cannot be read; where the student could not help that, the file does not count as missing."""
        reason = say("cannot be read ({error})", error=error.strerror)
        self.notes.append(say("{file}: {reason}", file=name, reason=reason))
        if error.errno in NOT_THEIRS and name.lower().endswith(("/", *SUFFIXES)):
            self.found[name] = File(Path(path), 0.0)
            self.unread[name] = reason


def gather(folder: Path, work: Path) -> Files:
    """All of a student's files; their archives are unpacked one level deep, below `work`. Raises OSError where the
    folder itself cannot be read."""
    files = walk(folder)
    expand(files, work)
    return files


def walk(folder: Path) -> Files:
    """The files in a folder, the shallow ones first, up to MAX_FILES; links are noted, not followed."""
    files, todo = Files(), deque([(str(folder), "", 0)])
    while todo:
        path, prefix, depth = todo.popleft()
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError as error:
            if not depth:
                raise
            files.refused(prefix, path, error)
            continue
        for entry in entries:
            if len(files.found) >= MAX_FILES:
                most = f"{MAX_FILES:,}"
                files.notes.append(say("more than {most} files: the rest was not looked at", most=most))
                return files
            _take(files, entry, prefix, depth, todo)
    return files


def _take(files: Files, entry: os.DirEntry[str], prefix: str, depth: int, todo: deque[tuple[str, str, int]]) -> None:
    if is_junk(entry.name):
        files.git = files.git or entry.name in (".git", ".github")
        return
    name = prefix + readable(entry.name)
    if entry.is_symlink():
        files.notes.append(say("{file} is a link and was not followed", file=name))
    elif entry.is_dir(follow_symlinks=False):
        if depth < MAX_DEPTH:
            todo.append((entry.path, f"{name}/", depth + 1))
        else:
            files.notes.append(say("{folder}/ lies too deep and was not looked into", folder=name))
    else:
        _take_file(files, entry, name)


def _take_file(files: Files, entry: os.DirEntry[str], name: str) -> None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        files.refused(name, entry.path, error)
        return
    if not stat.S_ISREG(status.st_mode):
        files.notes.append(say("{file} is not a regular file and was left out", file=name))
    elif files.found.setdefault(name, file := File(Path(entry.path), status.st_mtime)) is not file:
        files.notes.append(say("{file} is there twice, spelled with different bytes; the first counts", file=name))


def readable(name: str) -> str:
    """A file's name as text that every part of the grader can hold and show: NFC, stray bytes and control characters
    spelled out."""
    if name.isascii() and name.isprintable():
        return name
    text = printable(unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace")))
    return text.replace("\n", "\\n").replace("\t", "\\t")


def expand(files: Files, work: Path) -> None:
    """Puts what is in the archives among the files in their place, as `homework.zip/...`."""
    packed = [name for name in files.found if archives.kind(name)]
    for name in packed[:MAX_ARCHIVES]:
        try:
            inner = unpacked(files.found[name].path, work)
        except Refused as error:
            files.packed[name] = message_of(error)
            files.notes.append(say("{file}: {reason}", file=name, reason=message_of(error)))
            continue
        del files.found[name]
        files.found.update({f"{name}/{inside}": file for inside, file in inner.found.items()})
        files.notes += [say("{file}: {reason}", file=name, reason=note) for note in inner.notes]
    if packed[MAX_ARCHIVES:]:
        rest = ", ".join(packed[MAX_ARCHIVES:])[:200]
        files.notes.append(say("more than {most} archives: {rest} stayed packed", most=MAX_ARCHIVES, rest=rest))


def unpacked(archive: Path, work: Path) -> Files:
    """The files of one student's archive, unpacked below `work`. Raises Refused; UsageError: full disk."""
    folder = scratch(work)
    try:
        left_out = archives.unpack(archive, folder, archives.STUDENT)
    except Refused:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    files = walk(folder)
    for name in [name for name in files.found if archives.kind(name)]:
        del files.found[name]
        files.notes.append(say("{file} was not opened: archives are opened one level deep", file=name))
    files.notes += left_out
    return files


def scratch(work: Path) -> Path:
    """A new folder below `work`. Raises UsageError where there can be none."""
    try:
        return Path(tempfile.mkdtemp(dir=work))
    except OSError as error:
        raise UsageError(f"{work}: archives cannot be unpacked here ({error.strerror}); see TMPDIR") from None


class Top(NamedTuple):
    """What lies directly in a class's folder: the names as the disk has them."""

    folders: list[str]
    files: dict[str, File]
    links: list[str]


def top(folder: Path) -> Top:
    """Raises OSError where the folder cannot be read."""
    found = Top([], {}, [])
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if is_junk(entry.name):
            continue
        if entry.is_symlink():
            found.links.append(entry.name)
        elif entry.is_dir(follow_symlinks=False):
            found.folders.append(entry.name)
        elif entry.is_file(follow_symlinks=False):
            found.files[entry.name] = File(Path(entry.path), entry.stat(follow_symlinks=False).st_mtime)
    return found


def utc(timestamp: float) -> datetime | None:
    """None for one that no calendar has."""
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (ValueError, OverflowError, OSError):
        return None
