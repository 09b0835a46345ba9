"""Sessions: the student's code behind a wall, and the forkservers of a job that it comes from."""

from __future__ import annotations

import importlib
import itertools
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import msgspec

from grader.errors import StudentError
from grader.limits import Limits
from grader.message import Message, say
from grader.outcomes.result import Level
from grader.sandbox.channel import Channel, understood
from grader.sandbox.forkserver import Forkserver
from grader.sandbox.gpu import Gpu
from grader.sandbox.output import Output
from grader.submission.source import Source
from grader.text import one_line
from grader.worker.messages import wire
from grader.worker.steps import Asking

from . import passed_over, suspects
from .failures import explained

_DEMO = say(
    "It happens while the file is loaded, before anything is asked of it: put what only tries your functions out, such "
    'as a long training run, under `if __name__ == "__main__":`, which is not run here.'
)

_GOES_ON = ("raised", "not_kept")
"""Causes of a failure after which a worker can answer on: what it was asked for has ended."""


class Session(Protocol):
    """Somewhere that a module is loaded and answers requests. left: what the last request that was watched has left
    behind."""

    left: wire.Value

    def ask(self, request: wire.Request, asking: Asking | None = None) -> wire.Value:
        """Raises StudentError for whatever the code does wrong, and what `asking` raises: it is what calls of functions
        that a check lends come to. They may ask for a `Program` meanwhile."""

    def loaded(self) -> wire.Loaded: ...

    def fresh(self, autograd: bool = True, memory: int = 0) -> Session:
        """A session with the same code that has seen none of this one's requests. memory: of its own, in bytes; 0: as
        much as the exercise allows."""

    def close(self) -> None: ...


class WorkerSession:
    """A student's file in a worker. Opens one when first asked, and another after one that failed.

    goes_on: after a call that raised, the same worker is asked on until `renew`. Else another one.
    """

    def __init__(
        self,
        forkserver: Forkserver,
        source: Source,
        rules: wire.Rules,
        limits: Limits,
        output: Output | None = None,
        deadline: float | None = None,
        autograd: bool = True,
    ) -> None:
        self._forkserver, self._source, self._rules, self._limits = forkserver, source, rules, limits
        self.output = output or Output(limits.output)
        self._deadline = deadline or time.monotonic() + limits.exercise_s
        self._autograd = autograd
        self._channel: Channel | None = None
        self._loaded: wire.Loaded | None = None
        self._siblings: list[WorkerSession] = []
        self._bare: WorkerSession | None = None
        self.goes_on, self._has_raised = False, False
        self.left: wire.Value = None
        self.layers: list[str] = []
        self.stubs_used: list[str] = []
        self._passed_over: list[wire.PassedOver] = []
        self._suspects: list[wire.Suspect] = []
        self.names_used: frozenset[str] = frozenset()
        self._is_asking = False

    def loaded(self) -> wire.Loaded:
        """What the file defines. Raises StudentError, with `stops_exercise`, for a file that does not load."""
        if self._channel is None or self._channel.closed or self._loaded is None:
            if self._source.broken is not None:
                raise self._source.broken
            self.close()
            gpu = self._rules.gpu and self._autograd  # without autograd everything is on the CPU
            self._channel = Channel(self._forkserver, self._limits, self.output, self._deadline, self._autograd, gpu)
            self.layers = self._channel.layers
            source = self._source
            load = wire.Load(source.main, source.files, source.cells, self._rules, self._autograd)
            self.output.muted, self.output.loads = self.output.loads > 0, self.output.loads + 1
            try:
                reply = self._exchange(load, self._limits.load_s)
            except StudentError as error:
                error.stops_exercise = True
                if error.cause == "timed_out":
                    error.details["reading"] = _DEMO
                raise
            finally:
                self.output.muted = False
            assert isinstance(reply, wire.Loaded)
            self._loaded = reply
            self.stubs_used = [one_line(name, 60) for name in reply.notes[:20]]
            self._passed_over, self._suspects = reply.passed_over, reply.suspects
            self.names_used = frozenset(self._rules.watched_names).intersection(reply.used)
        return self._loaded

    def ask(self, request: wire.Request, asking: Asking | None = None) -> wire.Value:
        if self._is_asking:
            return self._within(request)
        self.loaded()
        reply = self._exchange(request, self._limits.call_s, asking)
        assert isinstance(reply, wire.Answer)
        self.left = reply.left
        return reply.value

    def _exchange(self, request: wire.Request, timeout_s: float, asking: Asking | None = None) -> wire.Reply:
        assert self._channel is not None
        try:
            reply = self._channel.ask(request, timeout_s)
            while isinstance(reply, wire.Called) and asking is not None:
                self._is_asking = True
                returned = asking(reply)
                self._is_asking = False
                reply = self._channel.go_on(wire.Returned(returned))
        except Exception:  # what a lent function raises too
            self.close()
            raise
        finally:
            self._is_asking = False
        return self._as_expected(reply, wire.Loaded if isinstance(request, wire.Load) else wire.Answer)

    def answer_to(self, framed: bytes, parameters: bool) -> bytearray:
        """The bytes of the worker's reply to a framed request, for `read`. parameters: of a model, which may be many.
        Raises as `ask` for what ends a worker."""
        self.loaded()
        assert self._channel is not None
        try:
            return self._channel.answer_to(framed, parameters, self._limits.call_s)
        except StudentError:
            self.close()
            raise

    def read(self, answer: bytearray) -> wire.Value:
        """What `answer_to` has returned. Raises as `ask` for what it says."""
        try:
            reply = understood(answer)
        except StudentError:
            self.close()
            raise
        found = self._as_expected(reply, wire.Answer)
        assert isinstance(found, wire.Answer)
        self.left = found.left
        return found.value

    def _as_expected(self, reply: wire.Reply, expected: type[wire.Reply]) -> wire.Reply:
        if isinstance(reply, expected):
            return reply
        if self.goes_on and isinstance(reply, wire.Failed) and reply.cause in _GOES_ON and expected is wire.Answer:
            self._has_raised = True
        else:
            self.close()
        if isinstance(reply, wire.Failed):
            raise explained(reply, self._source, self._cause(reply))
        raise StudentError("died", say("the process that ran your code sent a message that makes no sense here"))

    def _within(self, request: wire.Request) -> wire.Value:
        """A function that the check lends works with objects, in the middle of the request that calls it: whatever goes
        wrong ends that."""
        assert self._channel is not None
        reply = self._channel.go_on(request)
        if isinstance(reply, wire.Answer):
            return reply.value
        if isinstance(reply, wire.Failed):
            raise explained(reply, self._source, self._cause(reply))
        raise StudentError("raised", say("a function that was lent to your code is called again while it runs"))

    def _cause(self, failed: wire.Failed) -> Message | None:
        missing = passed_over.cause(failed, self._passed_over, self._source)
        return missing or suspects.cause(failed, self._suspects, self._source)

    def suspects(self, *kinds: str) -> list[Message]:
        """Notes on what in the file looks like a slip."""
        return suspects.notes(self._suspects, self._source, kinds)

    def passed_over(self) -> list[Message]:
        """Notes on what raised or was not run when the file was loaded."""
        return passed_over.notes(self._passed_over, self._source)

    def fresh(self, autograd: bool = True, memory: int = 0) -> WorkerSession:
        """The one without autograd serves all checks: it sees what they send there, not what they send here."""
        if not autograd and self._bare is not None and not memory:
            return self._bare
        limits = replace(self._limits, memory=min(memory or self._limits.memory, self._limits.memory))
        session = WorkerSession(
            self._forkserver, self._source, self._rules, limits, self.output, self._deadline, autograd
        )
        session.goes_on = self.goes_on
        self._siblings.append(session)
        self._bare = self._bare if autograd or memory else session
        return session

    def in_anomaly_mode(self, deadline: float) -> WorkerSession:
        """The same code where torch remembers the line of each operation, with an output and a clock of its own."""
        rules = msgspec.structs.replace(self._rules, anomaly=True)
        return WorkerSession(self._forkserver, self._source, rules, self._limits, deadline=deadline)

    def renew(self) -> None:
        """What is asked next, a worker answers in which nothing has raised: no check depends on an earlier one's
        error."""
        if self._has_raised:
            self.close()
        for session in self._siblings:
            session.renew()

    def close(self) -> None:
        if self._channel is not None:
            self._channel.close()
        self._channel, self._loaded, self._has_raised = None, None, False
        for session in self._siblings:
            session.close()
        self._siblings.clear()
        self._bare = None


@dataclass
class Sandbox:
    """The forkservers of a job: one for each set of libraries, started when first needed or by `warm`.

    forkservers: those that are there already. origins: a set of libraries -> what its forkserver is forked from.
    """

    level: Level
    limits: Limits = field(default_factory=Limits)
    gpu: Gpu | None = None
    forkservers: dict[tuple[str, ...], Forkserver] = field(default_factory=dict)
    origins: Mapping[tuple[str, ...], socket.socket] = field(default_factory=dict)

    def forkserver(self, libraries: tuple[str, ...], preload: tuple[str, ...] = ()) -> Forkserver:
        """The forkserver for these libraries; `preload` counts for the first to ask."""
        if libraries not in self.forkservers:
            origin = self.origins.get(libraries)
            self.forkservers[libraries] = Forkserver.seeing(libraries, preload, self.level, self.gpu, origin)
        return self.forkservers[libraries]

    def warm(self, needed: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        """Starts the forkservers for these sets of libraries, and imports here what is to be imported beyond each: the
        references need it too, and ours runs while theirs does."""
        for libraries, preload in needed.items():
            self.forkserver(libraries, preload).start()
        for module in dict.fromkeys(itertools.chain.from_iterable(needed.values())):
            importlib.import_module(module)

    def session(
        self, libraries: tuple[str, ...], source: Source, rules: wire.Rules, preload: tuple[str, ...] = ()
    ) -> WorkerSession:
        return WorkerSession(self.forkserver(libraries, preload), source, rules, self.limits)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *error: object) -> None:
        for server in self.forkservers.values():
            server.close()
        self.forkservers.clear()
