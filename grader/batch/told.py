"""Whose report and result.json no longer tell what counts: since they were written an instructor has decided, or the
course's policy has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from grader.courses.late_policy import Policy
from grader.files import write_atomically
from grader.gradebook import Decisions
from grader.gradebook.standing import NONE


class _Known(msgspec.Struct):
    """What the reports were written by."""

    policy: str = ""
    decided: dict[str, str] = {}


class Told:
    """folder: the store's."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "told"
        self._written: set[str] = set()

    def wrote(self, student: str) -> None:
        self._written.add(student)

    def outdated(self, decided: Mapping[str, Decisions], policy: Policy, students: Iterable[str]) -> Iterator[str]:
        """Keys of those whose files are to be written once more. decided: by student."""
        then, now = self._known(), _now(decided, policy)
        for student in students:
            same = then.policy == now.policy and then.decided.get(student) == now.decided.get(student)
            if not same and student not in self._written:
                yield student

    def end(self, decided: Mapping[str, Decisions], policy: Policy) -> None:
        write_atomically(self._file, msgspec.json.encode(_now(decided, policy)))

    def _known(self) -> _Known:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=_Known)
        except (OSError, msgspec.MsgspecError):
            return _Known()


def _now(decided: Mapping[str, Decisions], policy: Policy) -> _Known:
    return _Known(repr(policy), {student: repr(each) for student, each in decided.items() if each != NONE})
