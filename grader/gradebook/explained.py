"""What was found out about failed checks: only the documents of attempts have it, read when a class is shown."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from grader.gradebook.schema import AttemptRow
from grader.outcomes.outcome import Explanation


class _Check(msgspec.Struct):
    name: str
    explanation: Explanation | None = None
    cluster: str | None = None


class _Exercise(msgspec.Struct):
    id: str
    checks: list[_Check] = []


class _Document(msgspec.Struct):
    """Of a result only what is asked for here: the rest is passed over, which takes a tenth of the time."""

    exercises: list[_Exercise] = []


_decoder = msgspec.json.Decoder(_Document)


class Explained:
    """Each document is read once, and only where a check of it is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[int, dict[tuple[str, str], dict[str, Any]]] = {}

    def of(self, attempt: int, exercise: str, check: str) -> dict[str, Any]:
        """The check's `explanation` and `cluster`."""
        if attempt not in self._read:
            packed = self._connection.scalar(select(AttemptRow.document).where(AttemptRow.id == attempt))
            document = _decoder.decode(zlib.decompress(packed)) if packed else _Document()
            self._read[attempt] = {
                (e.id, c.name): {"explanation": c.explanation, "cluster": c.cluster}
                for e in document.exercises
                for c in e.checks
            }
        return self._read[attempt].get((exercise, check), {})
