"""The floors under any grader: what a grading asks of its workers, asked again without the grader.

`Recorder` notes what is asked; `Floors` keeps one warm process (this file) that does the same in three ways and tells
the CPU and wall seconds that all students took:

* `student`, (a): the functions called in a fork a student; a file is loaded once an exercise, arguments are made before
  the fork, results stay where they are.
* `exercise`: the same in a fork an exercise.
* `session`, (F): a fork a session, as in a grading. In it the messages are read, the file is loaded, given models are
  built, the requests answered and the answers written as messages, which nobody reads.

No confinement, no comparison, no report in any of them. The process has imported torch, also for exercises that do
without it.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import os
import resource
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from grader.sandbox.pipes import Pipes
from grader.sessions.session import WorkerSession
from grader.worker import loop, serve, start_up
from grader.worker.messages import wire

Way = Literal["student", "exercise", "session"]
Asked = list[tuple[int, bytes]]
"""One exercise of one student: the number of the session, and the message without its length."""
Class = list[list[Asked]]
"""Students, each with their exercises."""
LONGEST_S = 10
"""Seconds, of a fork: some answers do not end."""


class Recorder:
    """Notes what is asked of the students' workers, not of the mistakes' ones."""

    def __init__(self) -> None:
        self.students: Class = []
        self._numbers = itertools.count(1)

    @contextlib.contextmanager
    def recording(self) -> Iterator[None]:
        exchange, ask, mistakes = Pipes.exchange, WorkerSession._exchange, list[bool]()

        def noted(pipes: Pipes, request: bytes, longest: int, deadline: float) -> bytearray:
            if request and not any(mistakes):
                number = vars(pipes).setdefault("recorded_as", next(self._numbers))
                self.students[-1][-1].append((number, bytes(request[wire.HEADER.size :])))
            return exchange(pipes, request, longest, deadline)

        def asked(session: WorkerSession, *args: Any) -> wire.Reply:
            mistakes.append(session._source.main == "mistake.py")
            try:
                return ask(session, *args)
            finally:
                mistakes.pop()

        Pipes.exchange, WorkerSession._exchange = noted, asked  # type: ignore[method-assign]
        try:
            yield
        finally:
            Pipes.exchange, WorkerSession._exchange = exchange, ask  # type: ignore[method-assign]


class Floors:
    """The warm process; to be closed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, str(Path(__file__))], stdin=-1, stdout=-1)

    def seconds(self, students: Class, way: Way) -> tuple[float, float]:
        """CPU and wall seconds of all of them."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = msgspec.msgpack.encode((way, students))
        self._process.stdin.write(struct.pack(">Q", len(asked)) + asked)
        self._process.stdin.flush()
        cpu, wall = self._process.stdout.readline().split()
        return float(cpu), float(wall)

    def __enter__(self) -> Floors:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate()


# -- in the warm process


class _Ready(msgspec.Struct):
    """A request whose arguments are made."""

    session: int
    request: wire.Request
    args: list[Any] = []
    kwargs: dict[str, Any] = {}


def _ready(asked: Asked, server: serve.Server) -> list[_Ready]:
    """Of one exercise: the first load of its file, and all calls."""
    requests = [(session, wire.decode_request(message)) for session, message in asked]
    loads = [i for i, (_, request) in enumerate(requests) if isinstance(request, wire.Load)]
    return [_made(*each, server) for i, each in enumerate(requests) if i not in loads[1:]]


def _made(session: int, request: wire.Request, server: serve.Server) -> _Ready:
    ready = _Ready(session, request)
    with contextlib.suppress(Exception):  # what a check lends can be called by nobody here
        if isinstance(request, wire.Call):
            ready.args = [_value(value, server) for value in request.args]
            ready.kwargs = {name: _value(value, server) for name, value in request.kwargs.items()}
        elif isinstance(request, wire.VectorJacobian):
            ready.args = [_value(request.cotangent, server)]
    return ready


def _value(value: wire.Value, server: serve.Server) -> Any:
    """The value as the student's function takes it; what is known by its number only is looked up at the call."""
    if isinstance(value, wire.Kept):
        return value
    made = server.argument(value)
    return (value.keep, made) if isinstance(value, wire.Tensor | wire.Given) and value.keep else made


def _student(exercises: list[list[_Ready]]) -> None:
    for asked in exercises:
        server, kept = serve.Server(), dict[tuple[int, int], Any]()
        for ready in asked:
            with contextlib.suppress(Exception, SystemExit):
                _call(server, kept, ready)


def _call(server: serve.Server, kept: dict[tuple[int, int], Any], ready: _Ready) -> None:
    request = ready.request

    def there(value: Any) -> Any:
        if isinstance(value, wire.Kept):
            return kept[ready.session, value.number]
        if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], int) and value[0]:
            kept[ready.session, value[0]] = value[1]
            return value[1]
        return value

    match request:
        case wire.Load():
            server.load(msgspec.structs.replace(request, autograd=True))
        case wire.Call():
            args, kwargs = [there(a) for a in ready.args], {name: there(a) for name, a in ready.kwargs.items()}
            if request.on:
                result = getattr(kept[ready.session, request.on], request.function)(*args, **kwargs)
            else:
                result = server._callable(request)(*args, **kwargs)
            if request.keep:
                kept[ready.session, request.keep] = result
            for index, number in request.keep_items.items():
                kept[ready.session, number] = result[index]
        case wire.VectorJacobian():
            import torch

            output, inputs = (kept[ready.session, request.output], [kept[ready.session, n] for n in request.inputs])
            cotangent = there(ready.args[0]).to(output.dtype).reshape(output.shape)
            torch.autograd.grad(output, inputs, cotangent, retain_graph=True, allow_unused=True)


def _session(messages: list[bytes]) -> None:
    """As a worker answers. What a lent function returns comes in the order in which it was asked for."""
    coming = iter(messages)

    def asking(called: wire.Called) -> wire.Value:
        wire.framed(called)
        returned = wire.decode_request(next(coming))
        assert isinstance(returned, wire.Returned)
        return returned.value

    server = serve.Server(asking=asking)
    for message in coming:
        request = wire.decode_request(message)
        if isinstance(request, wire.Load):  # the warm process without autograd is another one
            request = msgspec.structs.replace(request, autograd=True)
        wire.framed(loop._answered(server, request, frozenset(), anomaly=False))


def _forked(act: Callable[[], None]) -> None:
    pid = os.fork()
    if not pid:
        signal.alarm(LONGEST_S)
        try:
            act()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def _import_what_they_import(acts: Sequence[Callable[[], None]]) -> None:
    """A child does everything once and tells which modules that brought in; here they are imported, nothing is run."""
    read, write = os.pipe()
    before = set(sys.modules)
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGALRM, lambda *_: sys.exit())
        for act in acts:
            signal.alarm(LONGEST_S)
            with contextlib.suppress(BaseException):
                act()
        os.write(write, "\n".join(set(sys.modules) - before - {"student"}).encode())
        os._exit(0)
    os.close(write)
    with open(read) as names:
        for name in sorted(names.read().split()):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    os.waitpid(pid, 0)


def _acts(way: Way, students: Class) -> list[Callable[[], None]]:
    """What is done in a fork each."""
    exercises = [asked for student in students for asked in student if asked]
    if way == "session":
        by_session = [
            [message for session, message in asked if session == number]
            for asked in exercises
            for number in dict.fromkeys(session for session, _ in asked)
        ]
        return [lambda messages=messages: _session(messages) for messages in by_session]  # type: ignore[misc]
    server = serve.Server()
    if way == "exercise":
        ready = [[_ready(asked, server)] for asked in exercises]
    else:
        ready = [[_ready(asked, server) for asked in student if asked] for student in students]
    return [lambda each=each: _student(each) for each in ready]  # type: ignore[misc]


def main() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    out, orders = os.dup(1), open(os.dup(0), "rb")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # students call input()
    import torch  # noqa: F401

    while header := orders.read(8):
        asked = orders.read(struct.unpack(">Q", header)[0])
        acts = _acts(*msgspec.msgpack.decode(asked, type=tuple[Way, Class]))
        _import_what_they_import(acts)
        loop.warm_up()
        start_up.huge_pages()
        started, before = time.perf_counter(), _cpu()
        for act in acts:
            _forked(act)
        os.write(out, f"{_cpu() - before} {time.perf_counter() - started}\n".encode())


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
