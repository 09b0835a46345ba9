"""What looks like a slip, in words."""

from __future__ import annotations

import pytest

from grader.sessions.suspects import cause, notes
from grader.submission.source import Source
from grader.worker.messages import wire

SOURCE = Source("a", "a.py", "a.py", {"a.py": b"loss.backward\n"})
FOUND = [
    wire.Suspect("a.py", 3, "not_called", "loss.backward"),
    wire.Suspect("a.py", 3, "global", "w"),
    wire.Suspect("a.py", 3, "default", "losses"),
    wire.Suspect("a.py", 3, "unused", "rate"),
    wire.Suspect("a.py", 3, "turns", "range(4)"),
]


def test_each_kind_has_words_and_its_line() -> None:
    told = [notes([each], SOURCE, [each.kind])[0] for each in FOUND]
    assert told[0] == "`loss.backward` is not called: the () after it are missing (a.py, line 3)"
    assert len(set(told)) == 5 and all(words.endswith(" (a.py, line 3)") for words in told)


def test_only_the_kinds_that_are_asked_for_are_told_and_few_of_them() -> None:
    assert notes(FOUND, SOURCE, []) == []
    assert len(notes(FOUND * 5, SOURCE, ["global"])) == 3


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("unsupported operand type(s) for *: 'float' and 'NoneType'", True),
        ("mat1 and mat2 shapes cannot be multiplied", False),
    ],
)
def test_a_method_that_is_not_called_is_the_cause_of_what_is_none(message, named) -> None:
    words = cause(wire.Failed("raised", "TypeError", message), FOUND, SOURCE)
    assert (words is not None and "`loss.backward` is not called" in words) == named
