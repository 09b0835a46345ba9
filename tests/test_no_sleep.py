"""A test that sleeps is slow on a fast machine and fails on a slow one: tests wait for a condition."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ALLOWED = {"support/waiting.py": "`until`, which asks again and again"}
"""File -> why it may call `time.sleep`. Student code may: it is in a string, or in one of the folders below."""
NOT_OURS = ("hostile/attacks", "submissions", "sample_class", "beginners/hand_ins")
FILES = sorted(
    path.relative_to(TESTS).as_posix()
    for path in TESTS.rglob("*.py")
    if not path.relative_to(TESTS).as_posix().startswith(NOT_OURS)
)


def sleeps(source: str) -> list[int]:
    """The lines that call `time.sleep`, or import `sleep` to do so."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "sleep":
            lines.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "sleep" for alias in node.names):
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize("file", [file for file in FILES if file not in ALLOWED])
def test_no_test_sleeps(file: str) -> None:
    found = sleeps((TESTS / file).read_text())
    assert not found, f"{file} sleeps in lines {found}: see `until` in tests/support/waiting.py"


def test_every_exception_is_needed() -> None:
    assert [file for file in ALLOWED if not sleeps((TESTS / file).read_text())] == []


def test_a_sleep_is_found_however_it_is_imported() -> None:
    assert sleeps("import time as t\nt.sleep(1)\n") == [2]
    assert sleeps("from time import sleep\n") == [1]
    assert sleeps("TEXT = 'time.sleep(60)'\n") == []
