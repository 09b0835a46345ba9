"""What the tests of levels share: a module's function called in a worker of a chosen level."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

from grader.limits import Limits
from grader.sessions.session import Sandbox, WorkerSession
from grader.submission.source import Source
from grader.worker.messages import wire
from grader.worker.messages.wire import Rules

TIGHT = Limits(load_s=20, call_s=10, exercise_s=30, memory=512 * 2**20, file_size=2**20)

TRIED = """
import ctypes, os, resource, signal, socket, sys, tempfile, threading, time

def tried(act):
    try:
        act()
        return "done"
    except (OSError, ImportError):
        return "refused"

"""


def source(text: str) -> Source:
    return Source("probe", "probe.py", "probe.py", {"probe.py": (TRIED + dedent(text)).encode()})


@contextlib.contextmanager
def session(sandbox: Sandbox, text: str) -> Iterator[WorkerSession]:
    """A worker with NumPy that loads `text`; `ask` calls its functions."""
    opened = sandbox.session(("numpy",), source(text), Rules(()))
    try:
        yield opened
    finally:
        opened.close()


def ask(worker: WorkerSession, function: str, *args: Any) -> Any:
    """The function's answer: a dictionary where it returns one."""
    value = worker.ask(wire.Call(function, list(args)))
    return dict(value.items) if isinstance(value, wire.Dict) else value
