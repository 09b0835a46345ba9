"""The outcome of a claim, for tests of the functions that checks are written with."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

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


def session_of(**functions: Any) -> LocalSession:
    """A session in this process for a student's file with these functions."""
    module = types.ModuleType("student")
    vars(module).update(functions)
    return LocalSession(Server(module), list(functions))
