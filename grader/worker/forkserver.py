"""The warm process that forks workers: imports the libraries once, learns nothing, forks on demand.

Theory of operation. The trusted process starts this with one end of a socket as descriptor `control` and sends one
`Fork` a session, with three descriptors: the worker's requests (read), its answers (write) and its output (write). The
forkserver forks, the child closes everything else, confines itself and serves (serve.py). The forkserver reports how
each child ended and kills one when told to. When the socket closes it exits, and with it, as PID 1 of their namespace,
all workers.

The forkserver reads no source, no name and no seed: a forked child can read its parent's memory.
"""

from __future__ import annotations

import importlib
import os
import selectors
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Literal

import msgspec

from . import confine


class Fork(msgspec.Struct, tag="fork"):
    session: int
    level: Literal["full", "partial", "none"]
    cpu_s: int
    memory: int
    file_size: int


class Kill(msgspec.Struct, tag="kill"):
    session: int


class Started(msgspec.Struct, tag="started"):
    """The libraries are imported; the first fork will be a warm one."""

    python: str


class Exited(msgspec.Struct, tag="exited"):
    """A worker is gone. `code`: as `os.waitstatus_to_exitcode`, negative for a signal."""

    session: int
    code: int
    cpu_s: float
    memory: int


encode = msgspec.msgpack.encode
decode_order = msgspec.msgpack.Decoder(Fork | Kill).decode
decode_event = msgspec.msgpack.Decoder(Started | Exited).decode

THREADS, DESCRIPTORS = 64, 64


def main(arguments: Sequence[str]) -> None:
    """Arguments: the control descriptor, the level, and the modules to import before the first fork."""
    control = socket.socket(fileno=int(arguments[0]))
    level, preload = arguments[1], arguments[2:]
    confined = level == "full"
    if confined:
        confine.drop_root()
        confine.own_pid_namespace()
    from . import serve  # after the drop: nothing is imported as root

    for name in preload:
        importlib.import_module(name)
    serve.warm_up()
    home = os.open("/proc/self/ns/pid", os.O_RDONLY) if confined else -1
    control.send(encode(Started(python=sys.version.split()[0])))
    _serve_forks(control, home)
    os._exit(0)


def _serve_forks(control: socket.socket, home: int) -> None:
    children: dict[int, tuple[int, int]] = {}  # session -> pid, pidfd
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is control:
                    payload, descriptors, _, _ = socket.recv_fds(control, 4096, 3)
                    if not payload:
                        return
                    order = decode_order(payload)
                    if isinstance(order, Fork):
                        pid = _fork(order, descriptors, control, home)
                        pidfd = os.pidfd_open(pid)
                        children[order.session] = pid, pidfd
                        selector.register(pidfd, selectors.EVENT_READ, order.session)
                    elif order.session in children:
                        _kill(children[order.session][0])
                else:
                    pid, pidfd = children.pop(key.data)
                    selector.unregister(pidfd)
                    os.close(pidfd)
                    _, status, usage = os.wait4(pid, 0)
                    _kill_group(pid)
                    ended = Exited(
                        key.data,
                        os.waitstatus_to_exitcode(status),
                        usage.ru_utime + usage.ru_stime,
                        usage.ru_maxrss * 1024,
                    )
                    control.send(encode(ended))


def _kill(pid: int) -> None:
    _kill_group(pid)
    os.kill(pid, signal.SIGKILL)


def _kill_group(pid: int) -> None:
    # Only where there is no PID namespace to take the descendants along does this find anything.
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _fork(order: Fork, descriptors: list[int], control: socket.socket, home: int) -> int:
    pid = confine.fork_into_pid_namespace(home) if home >= 0 else os.fork()
    if pid:
        for descriptor in descriptors:
            os.close(descriptor)
        return pid
    try:
        _become_worker(order, descriptors)
    finally:
        os._exit(70)


def _become_worker(order: Fork, descriptors: list[int]) -> None:
    from . import serve

    os.setsid()
    requests, answers, output = (os.dup2(d, 100 + i) for i, d in enumerate(descriptors))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    requests, answers = os.dup2(requests, 3, inheritable=False), os.dup2(answers, 4, inheritable=False)
    os.closerange(5, 256)
    limits = confine.Limits(order.cpu_s, order.memory, order.file_size, THREADS, DESCRIPTORS)
    serve.run(requests, answers, order.level, limits)


if __name__ == "__main__":
    main(sys.argv[1:])
