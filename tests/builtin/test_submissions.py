"""Answers as people write them: tests/submissions/<exercise>/<expected>/<name>.py. `passed` earns all points, a cause
loses some with that cause on a check. A new case is a new file."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from grader.errors import CAUSES
from grader.report import page

ROOT = Path(__file__).parents[1] / "submissions"
FILES = sorted(path for path in ROOT.glob("*/*/*") if path.suffix in (".py", ".ipynb"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_submission_gets_the_verdict_of_its_folder(path, grade) -> None:
    exercise, expected = path.parts[-3], path.parts[-2]
    result = grade(exercise, path)
    causes = {check.cause for check in result.checks if check.cause}
    story = [(check.name, check.status, check.cause, check.message) for check in result.checks]
    if expected == "passed":
        assert result.status == "passed", story
        assert result.score == result.points
    else:
        assert expected in CAUSES, f"{expected} is neither `passed` nor a cause"
        assert result.status == "failed", story
        assert expected in causes, story
        assert result.score < result.points
    assert page.fragment(result, "shown").count("<h") > 0, "it can be shown to people"
    assert json.loads(msgspec.json.encode(result))["id"] == exercise
