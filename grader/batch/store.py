"""Results on disk by their key. A result is there whole or not at all, and one that cannot be read counts as absent."""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.batch.rounds import Rounds
from grader.files import write_atomically
from grader.outcomes.result import ExerciseResult

FOLDER = ".store"


class StoredResult(msgspec.Struct):
    """One exercise's result. layers: what stood around the workers that it was computed with. seed: its round's."""

    key: str
    layers: list[str]
    result: ExerciseResult
    seed: str


_decoder = msgspec.json.Decoder(StoredResult)
encode = msgspec.json.encode


class Store:
    """The results of every `grade batch` into one folder of reports."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.rounds = Rounds(self.folder)

    def get(self, key: str) -> StoredResult | None:
        try:
            entry = _decoder.decode(self._path(key).read_bytes())
        except (OSError, msgspec.MsgspecError, RecursionError):
            return None
        return entry if entry.key == key else None

    def put(self, entry: StoredResult) -> None:
        path = self._path(entry.key)
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, encode(entry))

    def is_written(self, stamp: str, *files: Path) -> bool:
        """Whether the class's files are those of `written(stamp)`."""
        path = self.folder / "stamp"
        return path.exists() and path.read_text() == stamp and all(file.exists() for file in files)

    def written(self, stamp: str) -> None:
        write_atomically(self.folder / "stamp", stamp.encode())

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key[2:]}.json"
