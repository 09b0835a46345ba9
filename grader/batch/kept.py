"""What was handed in, kept beside the results: after a check has changed, an attempt that counts is graded by it too.

An attempt is a file of its own, under the student's name: `grade forget` removes them together.
"""

from __future__ import annotations

import contextlib
import shutil
import zlib
from collections.abc import Collection
from pathlib import Path

import msgspec

from grader.files import write_atomically
from grader.message import Message, Wording
from grader.submission.source import Source, broken
from grader.worker.messages.wire import NotebookCell

ATTEMPTS = "attempts"
MOST_BYTES = 64 * 2**20
"""Of one student's attempts on the disk; beyond that the oldest are dropped."""
_LARGEST = 256 * 2**20
"""Bytes that one attempt may unpack to: no more than reading it allows for all exercises of a course."""
Text = Wording | str
GradedBy = tuple[str, str]
"""Digests of the checks and of the settings of a grading."""
UNGRADED: GradedBy = ("", "")


class _Source(msgspec.Struct, array_like=True):
    """A `Source`. cells: a text may hold half of a surrogate pair, which only bytes can."""

    exercise: str
    file: str
    main: str
    files: dict[str, bytes]
    cells: list[tuple[int, bytes, str, bool, int]]
    notes: list[Text]
    broken: Text | None
    unreadable: Text


class KeptAttempt(msgspec.Struct):
    """student: their key. called: their name on the result. graded: exercise -> how, of all that it was graded on."""

    student: str
    submission: str
    called: str
    sources: list[_Source]
    graded: dict[str, GradedBy]
    ignored: list[str]
    notes: list[Text]


class AttemptStore:
    """folder: the store's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / ATTEMPTS

    def has(self, student: str, submission: str) -> bool:
        return self._path(student, submission).exists()

    def get(self, student: str, submission: str) -> KeptAttempt | None:
        """None where it is not there, or cannot be read."""
        try:
            unpacked = zlib.decompressobj().decompress(self._path(student, submission).read_bytes(), _LARGEST)
            found = _decoder.decode(unpacked)
        except (OSError, zlib.error, msgspec.MsgspecError, RecursionError):
            return None
        return found if (found.student, found.submission) == (student, submission) else None

    def put(self, attempt: KeptAttempt) -> None:
        """Raises OSError."""
        path = self._path(attempt.student, attempt.submission)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, zlib.compress(msgspec.msgpack.encode(attempt), 1))
        _drop_the_oldest(path)

    def forget(self, students: Collection[str]) -> None:
        """Raises OSError."""
        for student in students:
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(self._folder / student)

    def move(self, gone: str, kept: str) -> None:
        """What is kept of one student becomes another's. Raises OSError."""
        for path in sorted((self._folder / gone).glob("*.z"), key=lambda path: path.stat().st_mtime_ns):
            if (attempt := self.get(gone, path.stem)) and not self.has(kept, path.stem):
                self.put(msgspec.structs.replace(attempt, student=kept))
        self.forget([gone])

    def _path(self, student: str, submission: str) -> Path:
        return self._folder / student / f"{submission}.z"


_decoder = msgspec.msgpack.Decoder(KeptAttempt)


def _drop_the_oldest(newest: Path) -> None:
    others = sorted(
        ((path.stat().st_mtime_ns, path) for path in newest.parent.glob("*.z") if path != newest), reverse=True
    )
    left = MOST_BYTES - newest.stat().st_size
    for _, path in others:
        left -= path.stat().st_size
        if left < 0:
            path.unlink()


def packed(source: Source) -> _Source:
    cells = [(c.number, c.source.encode(errors="surrogatepass"), c.skip, c.may_raise, c.run) for c in source.cells]
    why = None if source.broken is None else text(source.broken.message)
    notes = [text(note) for note in source.notes]
    return _Source(source.exercise, source.file, source.main, source.files, cells, notes, why, text(source.unreadable))


def unpacked(kept: _Source) -> Source:
    cells = tuple(
        NotebookCell(number, source.decode(errors="surrogatepass"), skip, may_raise, run)
        for number, source, skip, may_raise, run in kept.cells
    )
    why = None if kept.broken is None else broken(kept.exercise, kept.file, read(kept.broken)).broken
    return Source(
        kept.exercise, kept.file, kept.main, kept.files, cells, tuple(map(read, kept.notes)), why, read(kept.unreadable)
    )


def text(message: str) -> Text:
    return message.wording if isinstance(message, Message) else message


def read(text: Text) -> str:
    return text.message() if isinstance(text, Wording) else text
