"""The attacks on secrecy again, and some on the score, at the level `container`: there they meet no namespaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_attacks import TIGHT, assert_trustworthy, attacked, header, story

from grader import isolation
from grader.grading.grade import Grading
from grader.sessions.session import Sandbox
from grader.submission.source_file import read_source

FOLDER = Path(__file__).parent / "attacks"
SECRECY = sorted(path for path in FOLDER.glob("secrecy/*.py") if "# levels: full" not in path.read_text())
"""Those with that line count as a break what is none at this level."""
SCORE = sorted(
    FOLDER / f"score/{name}.py"
    for name in (
        "always_equal", "answers_before_the_question", "answers_twice", "array_subclass", "encoder_replaced",
        "floats_written_over", "import_hooks", "inputs_changed_in_place", "patched_numpy", "patched_worker",
        "protocol_messages", "reads_the_requests", "right_for_the_first_calls", "says_it_is_unconfined",
        "shape_without_bytes", "trace_function", "unconfined_while_loading", "worker_methods_replaced",
    )
)  # fmt: skip

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
