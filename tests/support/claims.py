"""The outcome of a claim, for tests of the functions that checks are written with."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from typing import Any

from grader.checks import asserts
from grader.checks.proxies import Proxy
from grader.outcomes.outcome import PASSED, CheckFailed, Outcome
from grader.sessions.local import LocalSession
from grader.worker.serve import Server


def outcome(claim: Callable[..., Any], *args: Any, **options: Any) -> Outcome:
    """PASSED, or what ended the check."""
    try:
        claim(*args, **options)
    except CheckFailed as failure:
        return failure.outcome
    return PASSED


def moved_proxy(library: str = "numpy", **things: Any) -> Proxy:
    """A student's functions and variables as tests of a notebook call them."""
    names = [name for name, thing in things.items() if callable(thing)]
    takes: dict[str, list[str] | None] = {name: _required(things[name]) for name in names}
    found = Proxy(session_of(**things), dict.fromkeys(names, asserts.plain), takes, library)
    found.sends_as_given = True
    return found


def _required(function: Callable[..., Any]) -> list[str]:
    return [p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty]


def session_of(**functions: Any) -> LocalSession:
    """A session in this process for a student's file with these functions."""
    module = types.ModuleType("student")
    vars(module).update(functions)
    return LocalSession(Server(module), list(functions))
