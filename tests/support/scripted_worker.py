"""A worker's end of the channel in this process: it does its next act whenever the channel waits, by a made-up clock.

Nothing sleeps and nothing runs beside the test: `Waiting.select` lets the worker act, and then time passes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
import struct
import termios
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.errors import SandboxLost
from grader.limits import Limits
from grader.sandbox.pipes import Pipes
from grader.worker.messages import wire
from grader.worker.messages.orders import Excess, Exited

ACT_S = 0.01
REQUESTS, ANSWERS, OUTPUT = 0, 1, 2


class ScriptedWorker:
    """Honest once `acts` is empty: reads requests and answers each with its number. `wrong`: it has done something that
    may end the channel. `written`: [bytes, question] for what went into the answers, -1 where nothing was asked."""

    def __init__(self, descriptors: Sequence[int]) -> None:
        self.ends: list[Any] = [os.dup(descriptor) for descriptor in descriptors]
        for end in self.ends:
            os.set_blocking(end, False)
        fcntl.fcntl(self.ends[OUTPUT], fcntl.F_SETPIPE_SZ, 2**18)  # as a student may
        self.acts: deque[Callable[[], object]] = deque()
        self.asked: Callable[[], int] = lambda: -1
        self.received, self.saying, self.printing = bytearray(), bytearray(), bytearray()
        self.slow = self.deaf = self.stopped = self.wrong = False
        self.to_print = 0
        self.flooding: set[int] = set()
        self.written: list[list[int]] = []
        self.ended: Any = None
        self.left = False
        """It has closed the answers, by itself."""

    def act(self) -> bool:
        """The next act. Whether there was something to do."""
        if self.ended or self.stopped:
            return False
        if self.acts:
            self.acts.popleft()()
        elif not self.deaf:
            self.take(1 if self.slow else 2**20)
        for end in self.flooding:
            self.write(end, bytes(2**16))
        if self.saying:
            del self.saying[: self.write(ANSWERS, self.saying[: 1 if self.slow else 2**20])]
        if self.printing:
            del self.printing[: self.write(OUTPUT, self.printing)]
        return bool(self.acts or self.saying or self.printing or self.flooding)

    def take(self, most: int) -> None:
        """Reads up to so many bytes of a request, and answers what is complete."""
        if self.ends[REQUESTS] is not None:
            with contextlib.suppress(BlockingIOError):
                self.received += os.read(self.ends[REQUESTS], most)
        if len(self.received) >= wire.HEADER.size:
            end = wire.HEADER.size + wire.HEADER.unpack_from(self.received)[0]
            if len(self.received) >= end:
                del self.received[:end]
                self.saying += wire.framed(wire.Answer(self.asked()))

    def write(self, end: int, data: bytes | bytearray) -> int:
        """As much as fits; all of it where the end is closed."""
        if self.ends[end] is None:
            return len(data)
        try:
            count = os.write(self.ends[end], data)
        except BlockingIOError:
            return 0
        if end == ANSWERS:
            self.written.append([count, self.asked()])
        return count

    def shut(self, *ends: int) -> None:
        self.left |= ANSWERS in ends
        for end in ends:
            if self.ends[end] is not None:
                os.close(self.ends[end])
                self.ends[end] = None

    def die(self, code: int, excess: Excess = "") -> None:
        if self.ended is None:
            self.ended = Exited(1, code, excess)
            self.shut(REQUESTS, ANSWERS, OUTPUT)

    def questions_of(self, first: int, last: int) -> set[int]:
        """The questions during which these bytes of the answers were written."""
        found, at = set(), 0
        for count, question in self.written:
            if first < at + count and at < last:
                found.add(question)
            at += count
        return found

    def taken_in(self, unread: int) -> int:
        return sum(count for count, _ in self.written) - unread


class ScriptedForkserver:
    """start: what a new worker has to do first. gone: it does not tell how a worker ended."""

    layers = ("scripted",)

    def __init__(self) -> None:
        self.worker: Any = None
        self.start: Callable[[ScriptedWorker], object] = lambda worker: worker.saying.extend(READY)
        self.gone = False
        self.was_open = True
        self.sessions = 0

    def fork(self, limits: Limits, descriptors: Sequence[int], autograd: bool, gpu: bool) -> int:
        self.worker = ScriptedWorker(descriptors)
        self.start(self.worker)
        self.sessions += 1
        return self.sessions

    def kill(self, session: int) -> None:
        assert session == self.sessions
        self.was_open, left = None not in self.worker.ends[:OUTPUT], self.worker.left
        self.worker.die(-9)
        self.worker.left = left

    def exit_of(self, session: int) -> Exited:
        assert session == self.sessions
        assert not self.was_open, "this worker has neither ended nor closed anything"
        if self.gone:
            raise SandboxLost("the forkserver went away")
        return self.worker.ended

    def close(self) -> None:
        self.worker.die(-9)


class Waiting(selectors.DefaultSelector):
    """The selector and the clock of a channel whose worker is scripted.

    Since the last question, buffered: the most that was; in_vain: how often the worker was at rest and something was
    ready. More often than a pipe holds chunks is a loop.
    """

    def __init__(self, forkserver: ScriptedForkserver) -> None:
        super().__init__()
        self.forkserver, self.now = forkserver, 1000.0
        self.another_question()
        self.pipes: Any = None

    def made(self, printed: Callable[[bytes], None]) -> Pipes:
        self.pipes = Pipes(printed, self, lambda: self.now)
        return self.pipes

    def another_question(self) -> None:
        self.buffered = self.waits = self.in_vain = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        busy = self.forkserver.worker.act()
        ready = super().select(0)
        self.buffered = max(self.buffered, self.pipes.buffered)
        self.waits, self.in_vain = self.waits + 1, self.in_vain + bool(ready and not busy)
        assert self.waits < 10_000, "waits without end"
        assert self.in_vain < 50, "waits in a loop for what it does not take"
        self.now += ACT_S if ready or busy else timeout or 0.0
        return ready


def unread(descriptor: int) -> int:
    """Bytes in a pipe."""
    (count,) = struct.unpack("i", fcntl.ioctl(descriptor, termios.FIONREAD, bytes(4)))
    return count


def pipes_of_this_process() -> int:
    """How many ends of pipes and selectors are open."""
    links = []
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(FileNotFoundError):
            links.append(os.readlink(f"/proc/self/fd/{name}"))
    return len([link for link in links if link.startswith(("pipe:", "anon_inode:[eventpoll]"))])


READY = wire.framed(wire.Ready(["scripted"]))
STARTS: Mapping[str, Callable[[ScriptedWorker], Any]] = {
    "ready": lambda worker: worker.saying.extend(READY),
    "unconfined": lambda worker: worker.saying.extend(wire.framed(wire.Unconfined("seccomp", "EPERM"))),
    "garbage": lambda worker: worker.saying.extend(b"\0\0\0\1x"),
    "too long": lambda worker: worker.saying.extend(b"\xff\xff\xff\xff"),
    "answers": lambda worker: worker.saying.extend(wire.framed(wire.Answer(1))),
    "nothing": lambda worker: setattr(worker, "stopped", True),
    "dies": lambda worker: worker.acts.append(lambda: worker.die(70)),
    "floods": lambda worker: worker.flooding.add(ANSWERS),
}
