"""A session that notes what it is asked: once recorded, a check's questions can be put to any answer."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from grader.errors import StudentError
from grader.worker.messages import wire
from grader.worker.steps import Asking

from .session import Session

LARGEST = 6 * 2**20
"""Bytes of requests, about, that are noted; a check that asks more than that (a whole network) has no tape."""


@dataclass(frozen=True)
class Asked:
    """A request, and what came of it. session: which of the check's sessions it went to, from 0."""

    session: int
    request: wire.Request
    answer: wire.Value | StudentError


class TapeRecording:
    """All that one check asks, in its order. asked: empty where that is given up."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.sessions, self.size, self.given_up = 0, 0, False

    def of(self, session: Session) -> RecordingSession:
        return RecordingSession(session, self)

    def give_up(self) -> None:
        self.given_up = True
        self.asked.clear()

    def add(self, number: int, request: wire.Request, answer: wire.Value | StudentError) -> None:
        self.size += 0 if self.given_up else len(wire.encode(request))
        if self.size > LARGEST:
            self.give_up()
        if not self.given_up:
            self.asked.append(Asked(number, request, answer))


class RecordingSession:
    """A session whose requests are noted, those that fail as well."""

    def __init__(self, session: Session, recording: TapeRecording) -> None:
        self._session, self._recording, self._number = session, recording, recording.sessions
        recording.sessions += 1
        self.left: wire.Value = None

    def loaded(self) -> wire.Loaded:
        return self._session.loaded()

    def ask(self, request: wire.Request, asking: Asking | None = None) -> wire.Value:
        """What calls back cannot be asked again without the check: then nothing is recorded. Parameters are recorded
        whole: another answer's move in other steps."""
        if isinstance(request, wire.Inspect):
            request = msgspec.structs.replace(request, moved=False)
        if asking is not None:
            self._recording.give_up()
        try:
            answer = self._session.ask(request, asking)
        except StudentError as error:
            self._recording.add(self._number, request, error)
            raise
        self.left = self._session.left
        self._recording.add(self._number, request, answer)
        return answer

    def fresh(self, autograd: bool = True, memory: int = 0) -> Session:
        return RecordingSession(self._session.fresh(autograd, memory), self._recording)

    def close(self) -> None:
        self._session.close()
