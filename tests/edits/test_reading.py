"""Taking a stranger's source apart in this process: small and plain ones only, and never at a high price."""

from __future__ import annotations

import ast
import time

import pytest

from grader.edits.reading import MAX_TEXT, parsed

HOSTILE = {
    "one line of 64 kB": "x = " + "+".join(["1"] * 30000),
    "too long": "x = 1\n" * (MAX_TEXT // 6 + 1),
    "brackets": "x = " + "(" * 150 + ")" * 150,
    "brackets over lines": "x = " + "(\n" * 150 + ")" * 150,
    "blocks": "".join(f"{' ' * i}if x:\n" for i in range(300)) + " " * 300 + "pass",
    "a chain of attributes": "x = (a\n" + ".b\n" * 20000 + ")",
    "a sum": "x = (1\n" + "+1\n" * 20000 + ")",
    "signs": "x = (\n" + "-\n" * 30000 + "1)",
    "powers": "x = (1\n" + "**1\n" * 15000 + ")",
    "not": "x = (\n" + "not\n" * 15000 + "1)",
    "lambda": "x = (\n" + "lambda:\n" * 8000 + "1)",
    "conditions": "x = (1\n" + "if 1 else 1\n" * 5000 + ")",
    "elif": "if a:\n    pass\n" + "elif a:\n pass\n" * 4000,
    "await": "x = (\n" + "await\n" * 10000 + "1)",
    "thousands of statements": "a = b\n" * 10000,
    "thousands of names": "x = [" + "a,\n" * 15000 + "]",
    "a zero": "x = 1\0",
    "half characters": "x = '\ud800'",
    "no Python": "def f(:",
    "a number": "x = " + "9" * 999 + "9" * 5000,
    "escapes": "x = '\\N{" + "A" * 900 + "}'",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_small_and_plain_is_left_alone(name) -> None:
    started = time.process_time()
    assert parsed(HOSTILE[name]) is None
    assert time.process_time() - started < 1


def test_a_plain_text_is_taken_apart() -> None:
    text = "def f(x):\n    return x  # ünïcode\n"
    assert ast.unparse(parsed(text)) == "def f(x):\n    return x"
