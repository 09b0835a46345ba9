"""One check's exchanges with a worker, had before the check runs as long as the answers are known ones.

The worker is asked every request one after the other, in the check's order and with its bytes. Where an answer is new
the check runs: it is given the answers that are there already, and asks on.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.errors import StudentError
from grader.worker.messages import wire
from grader.worker.steps import Asking

from .session import Session, WorkerSession


class Further(NamedTuple):
    """A session that is made fresh: the how many-th of its parent's, and with what. The one without autograd and with
    the usual memory, which serves all, is number 0."""

    number: int
    autograd: bool
    memory: int


Key = tuple[Further, ...]
"""Which session, from the conversation's own, which is ()."""


@dataclass
class Place:
    """After so many answers: what is asked next, of which session, or what was found; neither where that is not known.
    then: by an answer's digest."""

    session: Key = ()
    request: bytes = b""
    parameters: bool = False
    then: dict[bytes, Place] = field(default_factory=dict)
    finding: Any = None


@dataclass
class Exchange:
    """A framed request and what came back: the bytes of an answer, or the error that it ended with."""

    session: Key
    request: bytes
    parameters: bool
    answer: bytearray | StudentError
    digest: bytes | None


class Astray(Exception):
    """A check has asked something else after the same answers: it is not a function of them."""


class Conversation:
    """One check with one student's worker. complete: whether a file that was loaded defines what is asked for: what a
    check finds of others depends on what they define."""

    def __init__(self, root: Place, session: WorkerSession, complete: Callable[[wire.Loaded], bool]) -> None:
        self._root, self._complete = root, complete
        self._sessions: dict[Key, WorkerSession] = {(): session}
        self._loaded, self._unloaded = set[Key](), dict[Key, StudentError]()
        self.exchanges: list[Exchange] = []
        self._at = 0
        self.is_remembered = True
        """Whether what is found will be: not where an error was among the answers, which names lines of the source."""

    def foretold(self) -> Any:
        """What was found of these answers; asks on as long as they are known ones. None: the check has to run, in a
        `FollowedSession`."""
        place: Place | None = self._root
        while place is not None and place.finding is None and place.request and self._is_loaded(place.session):
            there = self._exchange(place.session, place.request, place.parameters)
            place = place.then.get(there.digest) if there.digest else None
        return place.finding if place is not None and self.is_remembered else None

    def _is_loaded(self, key: Key) -> bool:
        """With all that is asked for; keeps the error for the check."""
        if key not in self._loaded:
            self._loaded.add(key)
            try:
                self.loaded(key)
            except StudentError as error:
                self._unloaded[key] = error
        return self.is_remembered

    def _exchange(self, key: Key, request: bytes, parameters: bool) -> Exchange:
        answer: bytearray | StudentError
        try:
            answer = self._session(key).answer_to(request, parameters)
        except StudentError as error:
            answer = error
        known_by = None if isinstance(answer, StudentError) else digest(answer)
        self.exchanges.append(Exchange(key, request, parameters, answer, known_by))
        return self.exchanges[-1]

    def _session(self, key: Key) -> WorkerSession:
        if key not in self._sessions:
            *parent, last = key
            self._sessions[key] = self._session((*parent,)).fresh(last.autograd, last.memory)
        return self._sessions[key]

    def loaded(self, key: Key) -> wire.Loaded:
        """Raises as `Session.loaded`. A file can define something else each time: then nothing is remembered."""
        try:
            if error := self._unloaded.pop(key, None):
                raise error
            loaded = self._session(key).loaded()
        except StudentError:
            self.is_remembered = False
            raise
        self.is_remembered = self.is_remembered and self._complete(loaded)
        return loaded

    def ask(self, key: Key, request: wire.Request, asking: Asking | None) -> tuple[wire.Value, wire.Value]:
        """The answer, and what the call has left behind. Raises as `Session.ask`, and Astray."""
        session, framed = self._session(key), b""
        if asking is None:  # else the answer follows from what a lent function returns as well
            with contextlib.suppress(wire.ProtocolError):  # too large: the session has words for it
                framed = wire.framed(request)
        is_had = self._at < len(self.exchanges)
        self.is_remembered = self.is_remembered and bool(framed)
        if not is_had and not self.is_remembered:
            return session.ask(request, asking), session.left
        if not is_had:
            self._exchange(key, framed, wire.tells_a_model(request))
        there = self.exchanges[self._at]
        self._at += 1
        if (there.session, there.request) != (key, framed):
            raise Astray
        try:
            if isinstance(there.answer, StudentError):
                raise there.answer
            return session.read(there.answer), session.left
        except StudentError:
            self.is_remembered = False
            raise


class FollowedSession:
    """One of a conversation's sessions, for a check."""

    def __init__(self, conversation: Conversation, key: Key = ()) -> None:
        self._conversation, self._key, self._fresh = conversation, key, 0
        self.left: wire.Value = None

    def ask(self, request: wire.Request, asking: Asking | None = None) -> wire.Value:
        answer, self.left = self._conversation.ask(self._key, request, asking)
        return answer

    def loaded(self) -> wire.Loaded:
        return self._conversation.loaded(self._key)

    def fresh(self, autograd: bool = True, memory: int = 0) -> Session:
        serves_all = not autograd and not memory
        self._fresh += not serves_all
        further = Further(0 if serves_all else self._fresh, autograd, memory)
        return FollowedSession(self._conversation, (*self._key, further))

    def close(self) -> None:
        """The grading closes it."""


def digest(answer: bytes | bytearray) -> bytes:
    return hashlib.sha256(answer).digest()
