"""The second course against itself: solutions earn everything, stubs nothing, each mistake is caught and named. In
this process, where that is possible: `grade verify --course inside` has mistakes in workers, and mutants."""

from __future__ import annotations

import in_this_process
import pytest

from grader.courses import find
from grader.submission.source import Source
from tests.builtin.test_content import KINDS

COURSE = find.load(find.named("inside"))


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_a_solution_earns_everything_and_a_stub_nothing(exercise_id, inside) -> None:
    exercise = COURSE.exercises[exercise_id]
    text = (exercise.folder / "solution.py").read_bytes()
    result = inside.grade(exercise, Source(exercise_id, "s.py", "s.py", {"s.py": text}))
    assert [(c.name, c.message) for c in result.checks if c.status != "passed"] == []
    assert result.score == exercise.points
    stub = exercise.stub + b"\n# I have looked at it\n"
    result = inside.grade(exercise, Source(exercise_id, "s.py", "s.py", {"s.py": stub}))
    assert (result.status, result.score) == ("not_attempted", 0)


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_each_mistake_loses_points_and_is_named(exercise_id, inside) -> None:
    exercise = COURSE.exercises[exercise_id]
    wrong = {}
    for mistake in exercise.mistakes:
        result = in_this_process.graded(inside, exercise, mistake)
        if result.score == exercise.points or mistake.name not in {check.mistake for check in result.checks}:
            wrong[mistake.name] = [(check.name, check.cause, check.mistake) for check in result.checks]
    assert wrong == {}
    assert len(exercise.mistakes) >= 8
    assert {vars(mistake.module).get("kind") for mistake in exercise.mistakes} <= KINDS


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_every_check_has_a_hint_and_every_exercise_two(exercise_id) -> None:
    spec = COURSE.exercises[exercise_id].spec
    assert [check.name for check in spec.checks if not check.hint] == []
    assert len(spec.hints) == 2
