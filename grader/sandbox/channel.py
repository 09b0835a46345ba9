"""Talks to one worker: what its messages mean, and in words why there are no more. `pipes` sends and waits."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
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
from .pipes import Ended, Pipes

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


Told = wire.Loaded | wire.Answer | wire.Called | wire.Failed


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
        pipes: Callable[[Callable[[bytes], None]], Pipes] = Pipes,
    ) -> None:
        self._forkserver, self._limits, self._output, self._deadline = forkserver, limits, output, deadline
        self._longest, self._doing = wire.MAX_ANSWER, _CALLING
        self._ending: StudentError | None = None
        self._session = 0
        self._pipes = pipes(self._hear)
        try:
            self._session = forkserver.fork(limits, self._pipes.theirs, autograd, gpu)
        except BaseException:
            self.close()
            raise
        finally:
            self._pipes.handed_over()
        self.layers = self._confined(GPU_S if gpu else FORK_S)

    def _confined(self, within_s: float) -> list[str]:
        try:
            with self._closing():
                reply = _decoded(self._received(b"", Until(self._pipes.clock() + within_s, within_s, self._doing)))
        except StudentError as error:  # no student code has run: this is ours
            self._forkserver.close()
            raise SandboxLost("a worker did not start: {message}", message=error.message) from None
        if isinstance(reply, wire.Ready):
            return [*self._forkserver.layers, *reply.layers]
        self.close()
        if isinstance(reply, wire.Unconfined) and reply.step == gpu.STEP:
            raise SandboxError("a worker cannot use the GPU: {error}", error=reply.error)
        reason = f"{reply.step}: {reply.error}" if isinstance(reply, wire.Unconfined) else say("it sent something else")
        raise SandboxError("a worker could not be confined: {reason}", reason=reason)

    def ask(self, request: wire.Request, timeout_s: float) -> Told:
        """The worker's reply; `go_on` answers a `Called`. Raises StudentError with the limit that was hit, or how the
        worker died, and the same again if it is asked once more; SandboxLost if the forkserver has gone, or the channel
        was closed."""
        self._begin(_LOADING if isinstance(request, wire.Load) else _CALLING, wire.tells_a_model(request), timeout_s)
        return self.go_on(request)

    def answer_to(self, framed: bytes, parameters: bool, timeout_s: float) -> bytearray:
        """The bytes of the reply to a request that is no `Load`, to be `understood`. Raises as `ask`."""
        self._begin(_CALLING, parameters, timeout_s)
        with self._closing():
            return self._received(framed, self._request_until)

    def _begin(self, doing: Message, parameters: bool, timeout_s: float) -> None:
        self._still_open()
        self._doing = doing
        self._longest = wire.MAX_MESSAGE if parameters else wire.MAX_ANSWER
        self._request_until = self._until(timeout_s)

    def go_on(self, request: wire.Request) -> Told:
        """Sends what a lent function has returned, within the deadline of the request that it was called in."""
        self._still_open()
        with self._closing():
            return understood(self._received(_framed(request), self._request_until))

    def _still_open(self) -> None:
        if self.closed:
            raise self._ending or SandboxLost("the channel to the worker is closed")

    def _until(self, timeout_s: float) -> Until:
        """The earlier deadline: this request's, or that of the whole exercise."""
        moment = self._pipes.clock() + timeout_s
        if self._deadline < moment:
            return Until(self._deadline, self._limits.exercise_s, say("the whole exercise"))
        return Until(moment, timeout_s, self._doing)

    @contextlib.contextmanager
    def _closing(self) -> Iterator[None]:
        """Whatever goes wrong inside closes the channel."""
        try:
            yield
        except BaseException as error:
            self._ending = error if isinstance(error, StudentError) else None
            self.close()
            raise

    def _received(self, message: bytes, until: Until) -> bytearray:
        """message: empty for what a new worker reports by itself."""
        try:
            return self._pipes.exchange(message, self._longest, until.moment)
        except Ended as ended:
            raise self._finding(ended, until) from None

    def _finding(self, ended: Ended, until: Until) -> StudentError:
        match ended.how:
            case "late":
                return until.passed()
            case "unasked":
                return _died(say("sent an answer before it was asked"))
            case "too_long":
                return _died(say("tried to send an answer of {size} bytes, which is too large", size=f"{ended.size:,}"))
            case "gone":
                session, self._session = self._session, 0
                self._forkserver.kill(session)  # it may have closed its end and lived on
                return _died(*self._in_words(self._forkserver.exit_of(session)))

    def _hear(self, printed: bytes) -> None:
        self._output.add(printed)
        if self._output.total > self._output.limit:
            limit = _bytes(self._output.limit)
            words = say("your code printed more than {limit}: is there a loop without end?", limit=limit)
            raise StudentError("too_much_output", words)

    def _in_words(self, ended: Exited) -> tuple[Message, Cause]:
        limits = self._limits
        if ended.excess == "files":
            return say("wrote more than {limit} or too many files", limit=_bytes(2 * limits.file_size)), "died"
        if ended.excess == "threads":
            return say("started more than {most} threads", most=THREADS), "died"
        if ended.code == -signal.SIGXCPU:
            return say("used up its {seconds} s of processor time", seconds=f"{limits.exercise_s:.0f}"), "timed_out"
        if ended.code == -signal.SIGKILL:
            return say("was killed (signal 9): it closed its channel, or the machine was out of memory"), "died"
        if ended.code < 0:
            return say("died of {signal}", signal=_signal_name(-ended.code)), "died"
        when = say("while the file was loaded") if self._doing == _LOADING else say("in the middle of the call")
        what = say("exited (status {status}) {when}: remove os._exit and exit()", status=ended.code, when=when)
        return what, "died"

    def close(self) -> None:
        """Ends the worker, if it is still there, and everything it started."""
        self._pipes.close()
        if self._session:
            session, self._session = self._session, 0
            self._forkserver.kill(session)

    @property
    def closed(self) -> bool:
        return self._pipes.state == "over"


def understood(answer: bytearray) -> Told:
    """A reply's bytes as what they say. Raises StudentError for what a worker may not send."""
    reply = _decoded(answer)
    if isinstance(reply, wire.Ready | wire.Unconfined):
        raise _died(say("sent a message that is not allowed here"))
    return reply


def _decoded(answer: bytearray) -> wire.Reply:
    try:
        return wire.decode_reply(answer)
    except wire.ProtocolError as error:
        raise _died(say("sent an answer that cannot be read ({error})", error=str(error))) from None


def _died(what: Message, cause: Cause = "died") -> StudentError:
    return StudentError(cause, say("the process that ran your code {what}", what=what))


def _framed(request: wire.Request) -> bytes:
    """What cannot be sent is a finding about the student, whose sizes a check may send back. A check that sends too
    much by itself does so to the solution as well: `grade verify` finds it."""
    try:
        return wire.framed(request)
    except wire.ProtocolError:
        raise _too_large(request, _bytes(wire.MAX_MESSAGE)) from None


def _too_large(request: wire.Request, limit: str) -> StudentError:
    if isinstance(request, wire.Load):
        words = say("the files are too large: together they may have at most {limit}", limit=limit)
        return StudentError("forbidden", words)
    words = say(
        "one call would have to send your code more than {limit}: is something that your code made far too large?",
        limit=limit,
    )
    return StudentError("wrong_shape", words)


def _bytes(count: int) -> str:
    return f"{count / 2**30:.3g} GiB" if count >= 2**30 else f"{count / 2**20:.3g} MiB"


def _signal_name(number: int) -> Message:
    try:
        return say("{name} (signal {number})", name=signal.Signals(number).name, number=number)
    except ValueError:
        return say("signal {number}", number=number)
