"""The floor under any grader: the students' functions called with the same data as often as a grading calls them, in
forks of one warm process. No isolation, no comparison, no report.

`Recorder` notes what a grading asks of its workers; this file, run with those notes on its stdin, calls the same in a
fork a submission, and prints the CPU and wall seconds that all of them took. Arguments are made before the fork, a
file is loaded once an exercise, results stay where they are.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader.sessions.session import WorkerSession
from grader.worker import loop, serve, start_up
from grader.worker.messages import wire

Asked = list[tuple[int, wire.Request]]
"""One exercise of one student: the number of the session, what was asked in it."""
Class = list[list[Asked]]
"""Students, each with their exercises."""


class Recorder:
    """Notes what is asked of the students' workers, not of the mistakes' ones."""

    def __init__(self) -> None:
        self.students: Class = []
        self._original = WorkerSession._exchange

    @contextlib.contextmanager
    def recording(self) -> Iterator[None]:
        def exchange(session: WorkerSession, request: wire.Request, timeout_s: float) -> wire.Reply:
            if session._source.main != "mistake.py":
                if isinstance(request, wire.Load) and not self.students[-1][-1]:
                    self.students[-1][-1].append((0, request))
                elif not isinstance(request, wire.Load):
                    self.students[-1][-1].append((id(session._channel), request))
            return self._original(session, request, timeout_s)

        WorkerSession._exchange = exchange  # type: ignore[method-assign]
        try:
            yield
        finally:
            WorkerSession._exchange = self._original  # type: ignore[method-assign]


def seconds(students: Class, rounds: int, apart: bool = False) -> tuple[float, float]:
    """CPU and wall seconds of all of them, `rounds` times. apart: in a fork for each exercise, not for each student."""
    if apart:
        students = [[exercise] for student in students for exercise in student if exercise]
    command = [sys.executable, str(Path(__file__)), str(rounds)]
    done = subprocess.run(command, input=msgspec.msgpack.encode(students), stdout=-1, check=True)
    cpu, wall = done.stdout.split()[-2:]
    return float(cpu), float(wall)


class _Ready(msgspec.Struct):
    """A request whose arguments are made."""

    session: int
    request: wire.Request
    args: list[Any] = []
    kwargs: dict[str, Any] = {}


def _made(session: int, request: wire.Request, server: serve.Server) -> _Ready:
    ready = _Ready(session, request)
    if isinstance(request, wire.Call):
        ready.args = [_value(value, server) for value in request.args]
        ready.kwargs = {name: _value(value, server) for name, value in request.kwargs.items()}
    elif isinstance(request, wire.VectorJacobian):
        ready.args = [server._argument(request.cotangent)]
    return ready


def _value(value: wire.Value, server: serve.Server) -> Any:
    """The value as the student's function takes it; what is known by its number only is looked up at the call."""
    if isinstance(value, wire.Kept):
        return value
    made = server._argument(value)
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
            cotangent = ready.args[0].to(output.dtype).reshape(output.shape)
            torch.autograd.grad(output, inputs, cotangent, retain_graph=True, allow_unused=True)


def _forked(exercises: list[list[_Ready]]) -> None:
    pid = os.fork()
    if not pid:
        try:
            _student(exercises)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def _import_what_they_import(students: list[list[list[_Ready]]]) -> None:
    """A child does everything once and tells which modules that brought in; here they are imported, nothing is run."""
    read, write = os.pipe()
    before = set(sys.modules)
    pid = os.fork()
    if not pid:
        for exercises in students:
            _student(exercises)
        os.write(write, "\n".join(set(sys.modules) - before - {"student"}).encode())
        os._exit(0)
    os.close(write)
    with open(read) as names:
        for name in sorted(names.read().split()):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    os.waitpid(pid, 0)


def main(rounds: int) -> None:
    server = serve.Server()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    out = os.dup(1)
    os.dup2(2, 1)
    students = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=list[list[list[tuple[int, wire.Request]]]])
    import torch  # noqa: F401

    made = [[[_made(*asked, server) for asked in exercise] for exercise in exercises] for exercises in students]
    _import_what_they_import(made)
    loop.warm_up()
    start_up.huge_pages()
    started, before = time.perf_counter(), _cpu()
    for _ in range(rounds):
        for exercises in made:
            _forked(exercises)
    os.write(out, f"{_cpu() - before} {time.perf_counter() - started}\n".encode())


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]))
