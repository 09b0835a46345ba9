"""Our ends of a worker's three pipes, as a state machine: a request goes out, its answer comes in, and nothing else.

| state    | what holds in it                                             | what leads on                          |
|----------|--------------------------------------------------------------|----------------------------------------|
| idle     | nothing is asked                                             | `exchange(request)`: to *sending*      |
| sending  | a part of the request is not written yet                     | its last byte is written: to *awaiting*|
| awaiting | all of it is written, the answer's length is not here; a new | the length, if allowed: to *reading*;  |
|          | worker starts here, with a report that nobody asked for      | a length of 0: to *idle*               |
| reading  | the length is known, some of the answer is not here          | its last byte: to *idle*               |
| over     | nothing is sent or read any more                             | nothing                                |

What leads to *over*, raised as `Ended`; the channel closes the pipes then, as it does after any other error:

| `how`    | what happened                                                              | in the states           |
|----------|----------------------------------------------------------------------------|-------------------------|
| unasked  | bytes of an answer are here before the whole request is written            | idle, sending           |
| too_long | the announced length is over the limit                                     | awaiting                |
| gone     | the worker closed the answers, or the requests while something is written  | all (requests: sending) |
| late     | the deadline has passed                                                    | sending to reading      |

In *idle* nobody looks: what a worker does then is found when the next request is about to be written. What the worker
prints is handed on in every state but *idle*.

An answer is read into a buffer of its announced length, and never a byte beyond: that buffer is all the memory that a
worker can take. All waiting is in `_wait`, which looks at one clock before each wait.
"""

from __future__ import annotations

import os
import selectors
import time
from collections.abc import Callable
from typing import Literal

from grader.worker.messages.wire import HEADER

State = Literal["idle", "sending", "awaiting", "reading", "over"]
How = Literal["unasked", "too_long", "gone", "late"]
_CHUNK = 64 * 1024
"""Bytes. A pipe holds as many."""


class Ended(Exception):
    """An exchange without an answer. size: the length that was announced, where it is too long."""

    def __init__(self, how: How, size: int = 0) -> None:
        super().__init__(how)
        self.how, self.size = how, size


class Pipes:
    """printed: called with what the worker prints. selector, clock: what is waited with, and the time of deadlines."""

    def __init__(
        self,
        printed: Callable[[bytes], None],
        selector: selectors.BaseSelector | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = clock
        self._print, self._selector = printed, selector or selectors.DefaultSelector()
        requests, self._write = os.pipe()
        self._read, answers = os.pipe()
        self._printed, printing = os.pipe()
        self._ours: tuple[int, ...] = (self._write, self._read, self._printed)
        self.theirs = (requests, answers, printing)
        """The worker's ends: requests, answers, output."""
        for descriptor in self._ours:
            os.set_blocking(descriptor, False)
        self._selector.register(self._read, selectors.EVENT_READ)
        self._selector.register(self._printed, selectors.EVENT_READ)
        self._printing, self._blocked, self._unsent = True, False, memoryview(b"")
        self.state: State
        self._expect("awaiting", HEADER.size)

    def handed_over(self) -> None:
        """The worker has its ends: closes them here, so that the last one of a pipe is the worker's."""
        for descriptor in self.theirs:
            os.close(descriptor)

    @property
    def buffered(self) -> int:
        """Bytes that are set aside for an answer."""
        return len(self._taken)

    def exchange(self, request: bytes, longest: int, deadline: float) -> bytearray:
        """The answer, at most `longest` bytes, to a framed request; b"": to what a new worker was started for.

        Raises Ended; whatever is raised, all that is left to do is to close.
        """
        if request:
            self._start(request)
        while self.state != "idle":
            self._wait(longest, deadline)
        self._drain()
        answer = self._taken
        self._expect("idle", 0)
        return answer

    def _start(self, request: bytes) -> None:
        assert self.state == "idle"
        self._refuse()
        self.state, self._unsent = "sending", memoryview(request)
        self._send()

    def _wait(self, longest: int, deadline: float) -> None:
        """Waits until something can be read or written, and does that. The answer comes before the request: what is
        here before its last byte is written does not answer it."""
        remaining = deadline - self.clock()
        if remaining <= 0:
            raise Ended("late")
        ready = {key.fd for key, _ in self._selector.select(remaining)}
        if self._printed in ready:
            self._take_output()
        if self._read in ready and self.state == "sending":
            self._refuse()
        elif self._read in ready:
            self._take_answer(longest)
        if self._write in ready:
            self._send()

    def _send(self) -> None:
        try:
            self._unsent = self._unsent[os.write(self._write, self._unsent) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            raise self._gone() from None
        if self._blocked and not self._unsent:
            self._selector.unregister(self._write)
        elif self._unsent and not self._blocked:
            self._selector.register(self._write, selectors.EVENT_WRITE)
        self._blocked = bool(self._unsent)
        if not self._unsent:
            self._unsent = memoryview(b"")  # this one holds the whole request
            self._expect("awaiting", HEADER.size)

    def _refuse(self) -> None:
        """Nothing is asked, so nothing may be here."""
        try:
            unasked = os.read(self._read, 1)
        except BlockingIOError:
            return
        raise Ended("unasked") if unasked else self._gone()

    def _expect(self, state: State, size: int) -> None:
        self.state = state
        self._taken = bytearray(size)
        self._room = memoryview(self._taken)

    def _take_answer(self, longest: int) -> None:
        """The only place that takes in an answer: into the room that is left for it."""
        try:
            count = os.readv(self._read, [self._room])
        except BlockingIOError:
            return
        if not count:
            raise self._gone()
        self._room = self._room[count:]
        if not self._room:
            self._complete(longest)

    def _complete(self, longest: int) -> None:
        if self.state == "reading":
            self.state = "idle"
            return
        (length,) = HEADER.unpack(self._taken)
        if length > longest:
            raise Ended("too_long", length)
        self._expect("reading" if length else "idle", length)
        if length:
            self._take_answer(longest)  # as a rule it is here already

    def _take_output(self) -> bool:
        """Whether there was any."""
        try:
            data = os.read(self._printed, _CHUNK)
        except BlockingIOError:
            return False
        if data:
            self._print(data)
        else:
            self._selector.unregister(self._printed)
            self._printing = False
        return bool(data)

    def _drain(self) -> None:
        """Takes in what was printed before. Never waits: a student's pipe may stay open."""
        while self._printing and self._take_output():
            pass

    def _gone(self) -> Ended:
        self._drain()
        return Ended("gone")

    def close(self) -> None:
        if self._ours:
            self.state = "over"
            self._selector.close()
            for descriptor in self._ours:
                os.close(descriptor)
            self._ours = ()
