"""For claims about the sandbox that are tried at every level: the levels, and which of them this machine has."""

from __future__ import annotations

import functools
from typing import get_args

import pytest
from waiting import children

from grader.outcomes.result import Level
from grader.sandbox import levels
from grader.sandbox.forkserver import Forkserver
from grader.sandbox.preflight import run_preflight

LEVELS: tuple[Level, ...] = get_args(Level)


def at_every_level(**but: str) -> pytest.MarkDecorator:
    """The claim holds at every level `but` at these, each with its reason."""
    assert set(but) <= set(LEVELS), but
    return pytest.mark.parametrize("level", [level for level in LEVELS if level not in but], scope="module")


@functools.cache
def lacking(level: Level) -> str:
    """Why this machine does not have the level; empty if it does."""
    if level in ("full", "container"):
        layer = levels.bubblewrap() if level == "full" else levels.container()
        return "" if layer.state == "on" else layer.detail
    return run_preflight(level).reason


def forkserver_of(server: Forkserver) -> int:
    """The worker. At `full` that is a child of: bwrap, its PID 1, the process that waits for the namespace."""
    assert server._process is not None
    pid = server._process.pid
    for _ in range(3 if server.level == "full" else 0):
        (pid,) = children(pid)
    return pid
