"""The attacks on secrecy again, and some on the score, at the level `container`: there they meet no namespaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_attacks import TIGHT, assert_trustworthy, attacked, header, story

from grader import isolation
from grader.grade import Grading
from grader.sandbox.session import Sandbox
from grader.submission import read_source

FOLDER = Path(__file__).parent / "attacks"
FULL_ONLY = {
    "environment_and_arguments": "TMPDIR names the worker's own folder",
    "modules_and_globals": "the worker's own code lies in another place",
    "proc_by_other_names": "/proc cannot be listed, but the worker's own pipes can be opened by their names in it",
}
"""Attacks that count as a break what is none at this level, and why."""
SECRECY = sorted(path for path in FOLDER.glob("secrecy/*.py") if path.stem not in FULL_ONLY)
SCORE = sorted(FOLDER.glob("score/p*.py"))
"""Patched modules and protocol messages among them."""

pytestmark = pytest.mark.skipif(
    isolation.container().state != "on", reason=f"no level container: {isolation.container().detail}"
)


@pytest.fixture(scope="module")
def contained(course):
    with Sandbox("container", TIGHT) as small:
        yield Grading(course, small, "attacks")


@pytest.mark.parametrize("path", [*SECRECY, *SCORE], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_attack_gains_nothing_without_namespaces_either(path, contained, course):
    exercise = attacked(path, course)
    result = contained.grade(exercise, read_source(path, exercise.id))
    assert result.status == header(path, "verdict"), (story(result), result.stdout)
    assert "BROKEN" not in result.stdout, result.stdout
    assert_trustworthy(result)
    if path.parent.name == "score":
        assert result.score <= int(header(path, "at most")), story(result)


def test_what_is_left_out_is_there():
    assert {path.stem for path in FOLDER.glob("secrecy/*.py")} >= set(FULL_ONLY)
