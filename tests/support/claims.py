"""The outcome of a claim, for tests of the functions that checks are written with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.outcomes.outcome import PASSED, CheckFailed, Outcome


def outcome(claim: Callable[..., Any], *args: Any, **options: Any) -> Outcome:
    """PASSED, or what ended the check."""
    try:
        claim(*args, **options)
    except CheckFailed as failure:
        return failure.outcome
    return PASSED
