"""The course's own code in this process computes as in a worker."""

from __future__ import annotations

import types
from typing import Any

import pytest
import torch
from claims import session_of

from grader.errors import StudentError
from grader.sessions.local import LocalSession
from grader.worker.messages import wire
from grader.worker.serve import Server


def asked(function):
    """What the function returns when it is called where autograd is off."""
    with torch.no_grad():
        return session_of(f=function).ask(wire.Call("f"))


def test_its_kernels_and_its_autograd_are_a_workers_and_ours_are_unchanged() -> None:
    before: Any = torch.backends.mkldnn.enabled
    seen: list[tuple[Any, bool]] = []
    asked(lambda: seen.append((torch.backends.mkldnn.enabled, torch.is_grad_enabled())))
    assert seen == [(False, True)]
    assert torch.backends.mkldnn.enabled == before


def test_ours_are_unchanged_after_an_error() -> None:
    before = torch.backends.mkldnn.enabled
    with pytest.raises(StudentError):
        asked(lambda: 1 / 0)
    assert torch.backends.mkldnn.enabled == before


def test_what_it_defines_is_looked_at_once_when_it_was_loaded() -> None:
    module = types.ModuleType("solution")
    exec("def f(x):\n    global f\n    f = None\n", module.__dict__)
    session = LocalSession(Server(module), ["f"])
    loaded = session.loaded()
    session.ask(wire.Call("f", [1.0]))
    assert session.loaded() is loaded
    assert loaded.kinds == {"f": "function"}
