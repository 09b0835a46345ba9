"""Talks to one worker: sends and receives messages, collects output, enforces deadlines. All waiting happens here."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import time
from typing import NamedTuple

from grader.errors import Cause, SandboxError, SandboxLost, StudentError
from grader.limits import Limits
from grader.message import Message, say
from grader.worker import gpu
from grader.worker.forkserver import THREADS
from grader.worker.messages import wire
from grader.worker.messages.orders import Exited

from .forkserver import FORK_S, Forkserver
from .output import Output

_CHUNK = 256 * 1024
_LOADING, _CALLING = say("loading the file"), say("one call")
GPU_S = 120
"""Seconds for a worker that starts CUDA: from a cold disk, on a card that others use, it can take most of a minute."""


class Until(NamedTuple):
    """A deadline (time.monotonic) for a reply, with the limit that it comes from, for the error message."""

    moment: float
    seconds: float
    what: str

    def passed(self) -> StudentError:
        words = say(
            "it took longer than the {seconds} s allowed for {what}: is there a loop without end?",
            seconds=f"{self.seconds:.3g}",
            what=self.what,
        )
        return StudentError("timed_out", words)


class Channel:
    """A confined worker that has run no student code yet. Raises SandboxError if there is no such worker."""

    def __init__(
        self,
        forkserver: Forkserver,
        limits: Limits,
        output: Output,
        deadline: float,
        autograd: bool = True,
        gpu: bool = False,
    ) -> None:
        self._forkserver, self._limits, self._output, self._deadline = forkserver, limits, output, deadline
        requests, self._write = os.pipe()
        self._read, answers = os.pipe()
        self._printed, printing = os.pipe()
        self._ended = False
        for descriptor in (self._write, self._read, self._printed):
            os.set_blocking(descriptor, False)
        self._incoming = bytearray()
        self._longest, self._doing = wire.MAX_ANSWER, _CALLING
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._read, selectors.EVENT_READ)
        self._selector.register(self._printed, selectors.EVENT_READ)
        try:
            self._session = forkserver.fork(limits, (requests, answers, printing), autograd, gpu)
        except SandboxError:
            self._ended = True
            self.close()
            raise
        finally:
            for descriptor in (requests, answers, printing):
                os.close(descriptor)
        self.layers = self._confined(GPU_S if gpu else FORK_S)

    def _confined(self, within_s: float) -> list[str]:
        try:
            reply = self._exchange(b"", Until(time.monotonic() + within_s, within_s, self._doing))
        except StudentError as error:  # no student code has run: this is ours
            self.close()
            self._forkserver.close()
            raise SandboxLost(f"a worker did not come up: {error.message}") from None
        if isinstance(reply, wire.Ready):
            return [*self._forkserver.layers, *reply.layers]
        self.close()
        if isinstance(reply, wire.Unconfined) and reply.step == gpu.STEP:
            raise SandboxError(f"a worker cannot use the GPU: {reply.error}")
        reason = f"{reply.step}: {reply.error}" if isinstance(reply, wire.Unconfined) else "it sent something else"
        raise SandboxError(f"a worker could not be confined: {reason}")

    def ask(self, request: wire.Request, timeout_s: float) -> wire.Loaded | wire.Answer | wire.Failed:
        """The worker's reply. Raises StudentError with the limit that was hit, or the way in which the worker died."""
        parameters = isinstance(request, wire.Inspect) and request.what == "parameters"
        self._longest = wire.MAX_MESSAGE if parameters else wire.MAX_ANSWER
        self._doing = _LOADING if isinstance(request, wire.Load) else _CALLING
        until = self._until(timeout_s)
        if until.moment <= time.monotonic():
            self.close()
            raise until.passed()
        reply = self._exchange(self._framed(request), until)
        if isinstance(reply, wire.Ready | wire.Unconfined):
            raise self._died(say("sent a message that makes no sense here"))
        return reply

    def _framed(self, request: wire.Request) -> bytes:
        """What cannot be sent is a finding about the student, whose sizes a check may send back. A check that sends too
        much by itself does so to the solution as well: `grade verify` finds it."""
        try:
            return wire.framed(request)
        except wire.ProtocolError:
            self.close()
            raise _too_large(request, _bytes(wire.MAX_MESSAGE)) from None

    def _until(self, timeout_s: float) -> Until:
        """The earlier deadline: this request's, or that of the whole exercise."""
        moment = time.monotonic() + timeout_s
        if self._deadline < moment:
            return Until(self._deadline, self._limits.exercise_s, say("the whole exercise"))
        return Until(moment, timeout_s, self._doing)

    def _exchange(self, message: bytes, until: Until) -> wire.Reply:
        self._send(message, until)
        while (reply := self._complete()) is None:
            self._wait(until)
        self._drain()
        return reply

    def _send(self, message: bytes, until: Until) -> None:
        view = memoryview(message)
        while view:
            try:
                view = view[os.write(self._write, view) :]
            except BlockingIOError:
                self._selector.register(self._write, selectors.EVENT_WRITE)
                try:
                    self._wait(until)
                finally:
                    self._selector.unregister(self._write)
            except BrokenPipeError:
                raise self._ended_itself() from None

    def _complete(self) -> wire.Reply | None:
        """The reply, if all of it is here."""
        if len(self._incoming) < wire.HEADER.size:
            return None
        (length,) = wire.HEADER.unpack_from(self._incoming)
        if length > self._longest:
            raise self._died(say("announced an answer of {size} bytes", size=f"{length:,}"))
        end = wire.HEADER.size + length
        if len(self._incoming) < end:
            return None
        payload, self._incoming = bytes(self._incoming[wire.HEADER.size : end]), self._incoming[end:]
        try:
            return wire.decode_reply(payload)
        except wire.ProtocolError as error:
            raise self._died(say("sent an answer that cannot be read ({error})", error=str(error))) from None

    def _wait(self, until: Until) -> None:
        """Waits until something can be read or written, and takes in what has come."""
        remaining = until.moment - time.monotonic()
        if remaining <= 0:
            self.close()
            raise until.passed()
        for key, _ in self._selector.select(remaining):
            if key.fd == self._read:
                data = os.read(self._read, _CHUNK)
                if not data:
                    raise self._ended_itself()
                self._incoming += data
            elif key.fd == self._printed:
                self._take_output()

    def _take_output(self) -> None:
        try:
            data = os.read(self._printed, _CHUNK)
        except BlockingIOError:
            return
        if not data:
            self._selector.unregister(self._printed)
            return
        self._output.add(data)
        if self._output.total > self._output.limit:
            self.close()
            limit = _bytes(self._output.limit)
            words = say("your code printed more than {limit}: is there a loop without end?", limit=limit)
            raise StudentError("too_much_output", words)

    def _drain(self) -> None:
        """Takes in what was printed before the answer. Never waits: a student's pipe may stay open."""
        while self._printed in self._selector.get_map():
            before = self._output.total
            self._take_output()
            if self._output.total == before:
                return

    def _died(self, what: Message, cause: Cause = "died") -> StudentError:
        self.close()
        return StudentError(cause, say("the process that ran your code {what}", what=what))

    def _ended_itself(self) -> StudentError:
        """The worker closed its end: how it died, in words."""
        with contextlib.suppress(StudentError):
            self._drain()
        self._forkserver.kill(self._session)  # it may have closed the channel and lived on
        ended = self._forkserver.exit_of(self._session)
        self._ended = True
        cause, what = self._in_words(ended)
        return self._died(what, cause)

    def _in_words(self, ended: Exited) -> tuple[Cause, Message]:
        limits = self._limits
        if ended.excess == "files":
            return "died", say("wrote more than {limit} or too many files", limit=_bytes(2 * limits.file_size))
        if ended.excess == "threads":
            return "died", say("started more than {most} threads", most=THREADS)
        if ended.code == -signal.SIGXCPU:
            return "timed_out", say("used up its {seconds} s of processor time", seconds=f"{limits.exercise_s:.0f}")
        if ended.code == -signal.SIGKILL:
            return "died", say("was killed (signal 9): it closed its channel, or the machine was out of memory")
        if ended.code < 0:
            return "died", say("died of {signal}", signal=_signal_name(-ended.code))
        when = say("while the file was loaded") if self._doing == _LOADING else say("in the middle of the call")
        return "died", say(
            "exited (status {status}) {when}: leave os._exit and exit() out", status=ended.code, when=when
        )

    def close(self) -> None:
        """Ends the worker, if it is still there, and everything it started."""
        if self._write < 0:
            return
        self._selector.close()
        for descriptor in (self._write, self._read, self._printed):
            os.close(descriptor)
        self._write = self._read = self._printed = -1
        if not self._ended:
            self._ended = True
            self._forkserver.kill(self._session)

    @property
    def closed(self) -> bool:
        return self._write < 0


def _too_large(request: wire.Request, limit: str) -> StudentError:
    if isinstance(request, wire.Load):
        words = say("the files are too large: together they may have {limit} at most", limit=limit)
        return StudentError("forbidden", words)
    words = say(
        "one call would send your code more than {limit}: is something that it made far too large?", limit=limit
    )
    return StudentError("wrong_shape", words)


def _bytes(count: int) -> str:
    return f"{count / 2**30:.3g} GiB" if count >= 2**30 else f"{count / 2**20:.3g} MiB"


def _signal_name(number: int) -> Message:
    try:
        return say("{name} (signal {number})", name=signal.Signals(number).name, number=number)
    except ValueError:
        return say("signal {number}", number=number)
