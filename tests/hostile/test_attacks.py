"""Attacks: attacks/<goal>/<name>.py, each a submission with the verdict that it has to get in its header.

An attack on secrecy or containment answers its exercise rightly and prints BROKEN where it gets anywhere. After each,
an honest neighbour is graded as ever.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from grader.errors import CAUSES
from grader.grade import Grading
from grader.sandbox.forkserver import Limits
from grader.sandbox.session import Sandbox
from grader.source import Source
from grader.submission import read_source

ATTACKS = sorted(Path(__file__).parent.glob("attacks/*/*.py"))
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
TIGHT = Limits(load_s=10, call_s=2, exercise_s=30, memory=512 * 2**20, file_size=8 * 2**20, output=2**20)


@pytest.fixture(scope="module")
def tight(course, sandbox):
    with Sandbox("full", TIGHT) as small:
        yield Grading(course, small, "attacks")


def header(path: Path, name: str) -> str:
    found = re.search(rf"^# {name}: (\w+)$", path.read_text(), re.M)
    assert found, f"{path} has no `# {name}:` line"
    return found[1]


def strings(value):
    """Every text in a nested document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_attack_gains_nothing_and_harms_nobody(path, tight, course):
    exercise = course.exercises[header(path, "exercise")]
    result = tight.grade(exercise, read_source(path, exercise.id))
    story = [(check.name, check.status, check.cause, check.message) for check in result.checks]
    assert result.status == header(path, "verdict"), (story, result.stdout)
    assert "BROKEN" not in result.stdout, result.stdout
    assert all(check.status != "ungraded" for check in result.checks), story
    assert {check.cause for check in result.checks if check.status == "failed"} <= CAUSES
    if path.parent.name == "score":
        assert result.score <= int(header(path, "at most")), story
    assert [text for text in strings(msgspec.to_builtins(result)) if CONTROL.search(text)] == []
    honest = (exercise.folder / "solution.py").read_bytes()
    after = tight.grade(exercise, Source(exercise.id, "neighbour.py", "s.py", {"s.py": honest}))
    assert after.status == "passed", [(c.name, c.message) for c in after.checks]
