"""What checks find of known mistakes, for all jobs of a batch: what one has computed, the others read."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
from pathlib import Path

from grader.files import write_atomically
from grader.grading.diagnosis import Key
from grader.outcomes.outcome import Outcome


class SharedOutcomes(dict[Key, Outcome]):
    """folder: of the command, which nobody else can read or write; it goes with the command. Two jobs may compute the
    same at the same time: then they find the same."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, key: Key) -> Outcome:
        """Raises KeyError where no job has found it yet."""
        try:
            found: Outcome = pickle.loads(self._path(key).read_bytes())
        except OSError:
            raise KeyError(key) from None
        super().__setitem__(key, found)
        return found

    def __setitem__(self, key: Key, outcome: Outcome) -> None:
        super().__setitem__(key, outcome)
        with contextlib.suppress(OSError):  # a full disk: the other jobs compute it themselves
            write_atomically(self._path(key), pickle.dumps(outcome))

    def _path(self, key: Key) -> Path:
        return self._folder / hashlib.blake2b("\0".join(key).encode(), digest_size=16).hexdigest()
