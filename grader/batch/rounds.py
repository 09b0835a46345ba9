"""The seed of a round: a fresh one for each batch, so that the numbers of a report help nobody who hands in again.

A round that is interrupted goes on with its seed as long as nobody has handed in anything else meanwhile. Seeds are
kept here, in the store, for the instructor. No result, page or export holds one.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from grader.files import write_atomically

SEEDS, OPEN = "seeds.jsonl", "round"
MOST = 500_000
"""Files and folders of a class that are compared; where there are more, an interrupted round does not go on."""


@dataclass(frozen=True)
class Round:
    """given: the instructor chose the seed, to repeat a grading; who is graded with another one is graded again."""

    seed: str = field(repr=False)
    given: bool = False


class GradedWith(msgspec.Struct):
    """A line of `seeds.jsonl`: a submission that was graded. seeds: exercise -> the seed of its result."""

    student: str
    graded_at: str
    seeds: dict[str, str]


class _Open(msgspec.Struct):
    seed: str
    handed_in: str


class Rounds:
    """folder: the store's."""

    def __init__(self, folder: Path) -> None:
        self.seeds, self._open = folder / SEEDS, folder / OPEN

    def begin(self, handed_in: Path, given: str | None = None) -> Round:
        """handed_in: the folder or the archive of the class."""
        if given is not None:
            return Round(given, given=True)
        state = state_of(handed_in)
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            interrupted = msgspec.json.decode(self._open.read_bytes(), type=_Open)
            if interrupted.handed_in == state:
                return Round(interrupted.seed)
        started = _Open(secrets.token_hex(16), state)
        write_atomically(self._open, msgspec.json.encode(started))
        return Round(started.seed)

    def end(self) -> None:
        """The next batch begins another round."""
        self._open.unlink(missing_ok=True)

    def note(self, graded: GradedWith) -> None:
        with open(self.seeds, "ab") as file:
            file.write(msgspec.json.encode(graded) + b"\n")

    def forget(self, students: Collection[str]) -> None:
        """Drops their lines. Raises OSError."""
        if self.seeds.exists():
            lines = self.seeds.read_bytes().splitlines(keepends=True)
            write_atomically(self.seeds, b"".join(line for line in lines if _student(line) not in students))


def _student(line: bytes) -> str | None:
    """None for a line that was cut short by a crash."""
    try:
        return msgspec.json.decode(line, type=GradedWith).student
    except msgspec.MsgspecError:
        return None


def state_of(handed_in: Path) -> str:
    """Changes when somebody hands in again: a digest of the names, sizes and times of all that is there. Nothing is
    opened, and no link is followed."""
    whole, entries = hashlib.sha256(), _entries(handed_in)
    for entry in itertools.islice(entries, MOST):
        whole.update(entry)
    return whole.hexdigest() if next(entries, None) is None else secrets.token_hex()


def _entries(root: Path) -> Iterator[bytes]:
    """A change time too: nobody can set it back, as the time of a file's last writing can be."""
    yield _entry("", root)
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted((*folders, *files)):
            yield _entry(os.path.relpath(folder, root), Path(folder, name))


def _entry(folder: str, path: Path) -> bytes:
    try:
        found = path.lstat() if folder else path.stat()
    except OSError:
        return repr((folder, path.name)).encode()
    times = found.st_mtime_ns, found.st_ctime_ns
    return repr((folder, path.name, found.st_mode, found.st_size, *times)).encode(errors="surrogatepass")
