"""A worker's life: confined, then one answer for every request until they end."""

from __future__ import annotations

import gc
import os
import sys
from typing import BinaryIO

from . import convert, gpu, left, start_up
from .code import forward
from .code.failure import failure
from .messages import wire
from .serve import Server, function_class
from .walls import confine


def warm_up() -> None:
    """What every worker would do first, done once before the fork, without a tensor operation."""
    import random  # noqa: F401

    if "numpy" in sys.modules:
        import numpy.random  # noqa: F401  (NumPy imports it late: 11 ms in each worker)
    if "torch" in sys.modules:
        start_up.compare_shapes_plainly()
        start_up.no_compiled_kernels()
        start_up.exact_on_a_gpu()
        convert.torch_parts()
        function_class()
        left.count_in_threads()
    gc.collect()
    gc.freeze()
    start_up.huge_pages()


def run(requests: int, answers: int, config: confine.WorkerConfig) -> None:
    """Confine this process, then answer until the requests end. Never returns."""
    reader, writer = os.fdopen(requests, "rb", buffering=65536), os.fdopen(answers, "wb", buffering=0)
    try:
        layers = confine.confine(config)
        if config.gpu:
            gpu.start(config.limits.memory)
    except confine.ConfinementError as error:
        writer.write(wire.framed(wire.Unconfined(error.step, str(error))))
        os._exit(70)
    _standard_streams()
    writer.write(wire.framed(wire.Ready(layers)))

    def asking(called: wire.Called) -> wire.Value:
        _write(called, writer)
        while not isinstance(request := _request(reader), wire.Returned):
            if not isinstance(request, wire.Program):
                os._exit(0)
            _reply(_answered(server, request, labels, anomaly=False), writer)
        return request.value

    server, labels, anomaly = Server(asking=asking), frozenset[str](), False
    while request := _request(reader):
        if isinstance(request, wire.Load):
            labels = frozenset([*request.files, *(f"cell {cell.number}" for cell in request.cells)])
            anomaly = request.rules.anomaly
        _reply(_answered(server, request, labels, anomaly), writer)
    os._exit(0)


def _request(reader: BinaryIO) -> wire.Request | None:
    header = reader.read(wire.HEADER.size)
    return wire.decode_request(reader.read(wire.HEADER.unpack(header)[0])) if header else None


def _answered(server: Server, request: wire.Request, labels: frozenset[str], anomaly: bool) -> wire.Reply:
    if anomaly:
        with forward.remembered() as found:
            reply = _answered(server, request, labels, anomaly=False)
        return forward.with_forward(reply, found, labels) if isinstance(reply, wire.Failed) else reply
    try:
        return server.handle(request)
    except BaseException as error:  # the student's code, whatever it raises, SystemExit included
        return failure(error, labels, values=True)


def _reply(reply: wire.Reply, writer: BinaryIO) -> None:
    _flush()
    try:
        _write(reply, writer)
    except (wire.ProtocolError, UnicodeEncodeError) as error:  # the latter for half a character: "\ud800"
        _write(wire.Failed("not_kept", type(error).__name__, str(error)), writer)


def _write(reply: wire.Reply, writer: BinaryIO) -> None:
    """Raises ProtocolError for a message over the cap, before anything is written."""
    view = memoryview(wire.framed(reply))
    while view:
        view = view[writer.write(view) :]


def _standard_streams() -> None:
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = open(number, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stdin = open(0, encoding="utf-8", closefd=False)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # the student may have put anything in its place
            pass
