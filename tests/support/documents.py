"""Results as the reader of a `result.json` gets them, and what that reader relies on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from grader.errors import CAUSES
from grader.outcomes.outcome import CheckStatus
from grader.outcomes.result import ExerciseResult

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def document(result: ExerciseResult) -> dict[str, Any]:
    """The result as a reader of strict JSON gets it, without the time that it took."""

    def not_a_number(text: str) -> None:
        raise AssertionError(f"{text} is not JSON")

    read = json.loads(msgspec.json.encode(result).decode("utf-8"), parse_constant=not_a_number)
    return {name: value for name, value in read.items() if name != "seconds"}


def strings(value: Any) -> Iterator[str]:
    """Every text in a nested document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def assert_trustworthy(result: ExerciseResult) -> None:
    """What a machine that reads the result relies on."""
    read, checks = document(result), result.checks
    assert {check.status for check in checks} <= set(get_args(CheckStatus)) - {"ungraded"}, story(result)
    assert result.status in ("passed", "failed")
    assert all((check.cause in CAUSES) == (check.status == "failed") for check in checks), story(result)
    assert all(check.score == (check.points if check.status == "passed" else 0) for check in checks)
    assert result.score == sum(check.score for check in checks)
    assert result.points == sum(check.points for check in checks)
    assert (result.status == "passed") == (result.score == result.points)
    assert [text for text in strings(read) if CONTROL.search(text)] == []


def story(result: ExerciseResult) -> list[tuple[object, ...]]:
    return [(check.name, check.status, check.cause, check.message) for check in result.checks]
