"""Caches the solution's answers as a tree keyed by request; a session that diverges replays and extends it.

In one class every student's check sends the solution the same requests in the same order. From the root, a session that
was asked nothing yet, each request leads to its answer and to what may follow. A session that diverges (a check that
ends early for one student goes on for another) sends a real server everything from the beginning. So nothing depends on
who was graded before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from grader.errors import SolutionError, StudentError
from grader.worker.messages import wire
from grader.worker.steps import Asking

from .local import LocalSession
from .session import Session

LARGEST = 128 * 2**20
"""Bytes of answers that are kept for one exercise; what comes after them is computed again every time."""


@dataclass
class Known:
    """An answer, and what may be asked next: digest of the request -> what is known then."""

    answer: wire.Value = None
    then: dict[bytes, Known] = field(default_factory=dict)


@dataclass
class Answers:
    """All that is known of one solution under one seed. size: bytes, about."""

    root: Known = field(default_factory=Known)
    loaded: wire.Loaded | None = None
    size: int = 0

    def add(self, known: Known, digest: bytes, answer: wire.Value) -> Known | None:
        """None where there is no room left."""
        self.size += 1000 + len(wire.encode(wire.Answer(answer)))
        if self.size > LARGEST:
            return None
        return known.then.setdefault(digest, Known(answer))


class RememberedSession:
    """A session with the course's own code that answers from what is known as long as it can."""

    def __init__(self, start: Callable[[], LocalSession], answers: Answers) -> None:
        self._start, self._answers = start, answers
        self.left: wire.Value = None  # nobody looks at what the course's own solution does
        self._known: Known | None = answers.root
        self._asked: list[wire.Request] = []
        self._live: LocalSession | None = None

    def loaded(self) -> wire.Loaded:
        self._answers.loaded = self._answers.loaded or self._start().loaded()
        return self._answers.loaded

    def ask(self, request: wire.Request, asking: Asking | None = None) -> wire.Value:
        """Raises SolutionError where the code fails: that is not an answer, and not cached. Nor is one that depends on
        functions that a check lends."""
        if asking is not None:
            self._known = None
        known, digest = self._known, _digest(request)
        if self._live is None and known is not None and digest in known.then:
            self._asked.append(request)
            self._known = known.then[digest]
            return self._known.answer
        self._known = None
        try:
            answer = self._really().ask(request, asking)
        except StudentError as error:  # as a session tells it of any code
            raise SolutionError("the course's own solution failed: {message}", message=error.message) from error
        self._known = self._answers.add(known, digest, answer) if known is not None else None
        return answer

    def _really(self) -> LocalSession:
        """A session that has been asked the same as this one."""
        if self._live is None:
            self._live = self._start()
            for request in self._asked:
                self._live.ask(request)
        return self._live

    def fresh(self, autograd: bool = True, memory: int = 0) -> Session:
        return self._start().fresh(autograd, memory)

    def close(self) -> None:
        if self._live is not None:
            self._live.close()


def _digest(request: wire.Request) -> bytes:
    return hashlib.blake2b(wire.encode(request), digest_size=16).digest()
