"""The built-in course against itself: solutions earn everything, stubs nothing, each mistake is caught and named."""

from __future__ import annotations

import in_this_process
import pytest

from grader.courses import find
from grader.grading.grade import Grading
from grader.report import page
from grader.submission.source import Source

COURSE = find.load(find.builtin())
MISTAKES = [
    (exercise.id, path.stem)
    for exercise in COURSE.exercises.values()
    for path in sorted((exercise.folder / "mistakes").glob("*.py"))
]
KINDS = {
    *("sign", "factor", "reduction", "wrong_formula", "wrong_operand", "argument_ignored", "hard_coded"),
    *("order_of_statements", "missing_clear", "cleared_too_early", "missing_update", "extra_step", "graph_cut"),
    *("tracked_update", "rebinding", "aliasing", "in_place_on_caller", "state_between_calls", "wrong_loss"),
    *("wrong_optimizer", "wrong_hyperparameter", "off_by_one", "wrong_return", "wrong_shape", "wrong_dtype"),
    *("signature", "forbidden_means", "approximation", "freezing", "crash", "other"),
}


@pytest.mark.parametrize("seed", ["a", "b", "c", "d"])
@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_a_solution_earns_everything(exercise_id, seed, course, sandbox) -> None:
    exercise = course.exercises[exercise_id]
    text = (exercise.folder / "solution.py").read_bytes()
    result = Grading(course, sandbox, seed).grade(exercise, Source(exercise_id, "s.py", "s.py", {"s.py": text}))
    assert [(c.name, c.message) for c in result.checks if c.status != "passed"] == []
    assert result.score == exercise.points


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_a_stub_is_not_an_attempt(exercise_id, grade, course) -> None:
    exercise = course.exercises[exercise_id]
    for stub in (exercise.stub, exercise.stub + b"\n# I have looked at it\n"):
        result = grade(exercise_id, stub)
        assert (result.status, result.score) == ("not_attempted", 0)


@pytest.mark.parametrize(("exercise_id", "name"), MISTAKES, ids=lambda value: value)
def test_a_mistake_loses_points_and_is_named(exercise_id, name, course, grading) -> None:
    """In this process, which takes a third of the time, where it shows there; `grade verify` has each in a worker."""
    exercise = course.exercises[exercise_id]
    mistake = next(each for each in exercise.mistakes if each.name == name)
    result = in_this_process.graded(grading, exercise, mistake)
    assert result.status == "failed"
    assert result.score < result.points
    named = {check.mistake for check in result.checks if check.mistake}
    assert name in named, [(c.name, c.cause, c.mistake, c.detail or c.message) for c in result.checks]
    assert page.fragment(result, "shown"), "it can be shown to people"


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_every_check_has_a_hint_and_every_exercise_enough_mistakes(exercise_id, course) -> None:
    exercise = course.exercises[exercise_id]
    assert [check.name for check in exercise.spec.checks if not check.hint] == []
    assert len(exercise.mistakes) >= 4


@pytest.mark.parametrize("exercise_id", COURSE.exercises)
def test_every_mistake_is_of_a_kind_from_the_closed_list(exercise_id) -> None:
    kinds = {mistake.name: vars(mistake.module).get("kind") for mistake in COURSE.exercises[exercise_id].mistakes}
    assert {name: kind for name, kind in kinds.items() if kind not in KINDS} == {}
