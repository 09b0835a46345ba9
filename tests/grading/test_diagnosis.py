"""Which known mistake an answer matches, and what happens to a mistake that cannot be run."""

from __future__ import annotations

import types

import msgspec
import numpy as np
import pytest
from claims import outcome
from small_course import written

from grader.checks.answers import number
from grader.checks.training import trajectory
from grader.courses.find import load
from grader.errors import StudentError
from grader.grading.diagnosis import CANDIDATES, explained, same_failure
from grader.grading.grade import Grading
from grader.outcomes.outcome import ANY_CASE, Curves, Outcome
from grader.sessions.local import LocalSession
from grader.worker.messages import wire
from grader.worker.serve import Server

EXPECTED = np.array([8.0, 4.0, 2.0, 1.0])


def found(*losses: float) -> Outcome:
    return outcome(trajectory, np.array(losses), EXPECTED)


OTHERS = {
    "far": found(8, 80, 800, 8000),
    "near": found(8, 5, 3.1, 2.1),
    "nearer": found(8, 5, 3.05, 2.05),
    "not_finite": found(8, np.inf, np.inf, np.inf),
    "same": found(8, 5, 3, 2),
}


def curves(*losses: float) -> Curves:
    found_curves = found(*losses).curves
    assert found_curves is not None
    return found_curves


def test_the_recognised_mistake_comes_first_then_the_nearest() -> None:
    result = explained(curves(8, 5, 3, 2), OTHERS, "far")
    assert [candidate.mistake for candidate in result.candidates] == ["far", "same", "nearer"]
    assert len(result.candidates) == CANDIDATES
    unknown = explained(curves(8, 5, 3, 2), OTHERS, None)
    assert [candidate.mistake for candidate in unknown.candidates] == ["same", "nearer", "near"]


def test_losses_on_other_data_or_of_another_number_explain_nothing() -> None:
    elsewhere = outcome(trajectory, np.array([8.0, 5.0, 3.0, 2.0]), EXPECTED + 1)
    fewer = found(8, 5, 3)
    passed = found(*EXPECTED)
    result = explained(curves(8, 5, 3, 2), {"elsewhere": elsewhere, "fewer": fewer, "passed": passed}, "elsewhere")
    assert result.candidates == []


def test_what_is_not_finite_is_stored_as_null() -> None:
    result = explained(curves(8, 5, 3, 2), {"not_finite": OTHERS["not_finite"]}, "not_finite")
    assert result.candidates[0].losses == [8.0, None, None, None]


def test_an_answer_on_a_gpu_shows_the_mistake_that_was_computed_on_the_cpu() -> None:
    here = wire.Tensor("float32", (3,), bytes(12))
    there, other = (msgspec.structs.replace(here, device="cuda:0", shape=shape) for shape in ((3,), (4,)))

    def wrong(value):
        with pytest.raises(StudentError) as raised:
            number(value, "the loss")
        return Outcome.failed(raised.value.cause, raised.value.message, **raised.value.details)

    assert wrong(there).message != wrong(here).message
    assert same_failure(wrong(there), wrong(here))
    assert not same_failure(wrong(other), wrong(here))


@pytest.mark.parametrize(
    ("case", "same"), [(1, True), (2, False), (None, True), (ANY_CASE, True)], ids=["alike", "other", "none", "any"]
)
def test_the_same_numbers_are_the_same_answer_to_the_same_question_only(case, same) -> None:
    """0 and 1 are wrong answers to many."""
    mine, theirs = (Outcome.failed("wrong_gradient", "", fingerprint=np.array([1.0, 0.0]), case=it) for it in (1, case))
    assert same_failure(mine, theirs) == same


@pytest.mark.parametrize(("numbers", "same"), [(np.nan, False), ([np.nan], False), ([np.nan, np.nan], True)])
def test_one_value_that_is_not_a_number_shows_no_mistake(numbers, same) -> None:
    """Every run that diverges returns it."""
    diverged = Outcome.failed("not_finite", "", fingerprint=np.array(numbers))
    assert same_failure(diverged, diverged) == same


def test_of_mistakes_that_end_in_the_same_error_the_one_that_another_check_has_shown_is_named(grade) -> None:
    text = """
import torch
def forward(X, w1, w2): return X.mm(w1).clamp(min=0).detach().mm(w2)
def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            for w in (w1, w2):
                w -= learning_rate * w.grad
                w.grad = None
    return losses
"""
    named = {check.mistake for check in grade("clamp_mlp", text).checks if check.status == "failed"}
    assert named == {"hidden_layer_detached"}


LOSING = """
from grader import Exercise, close, number
from grader.errors import SandboxLost

exercise = Exercise(title="Twice", allows=("numpy",), returns={"double": number})
squares = []


@exercise.check(points=3)
def it_is_twice_x(student, solution, data):
    '''The result is twice x.'''
    answer = student.double(5.0)
    squares.append(answer)
    if 1 < len(squares) < LOST + 2:
        raise SandboxLost("the forkserver went away")
    close(answer, solution.double(5.0), "double")
"""


@pytest.mark.parametrize("lost", [1, 2])
def test_a_mistake_whose_sandbox_was_lost_is_named_for_the_next_student(tmp_path, lost) -> None:
    """The student's own answer is the first that the check sees, the mistake's are those after it."""
    course = load(written(tmp_path, **{"solutions/double/checks.py": LOSING.replace("LOST", str(lost))}))
    exercise, grading = course.exercises["double"], Grading(course, None, "s")

    def named() -> str | None:
        session = LocalSession(Server(exercise.mistakes[0].module), ["double"])
        return grading.grade_session(exercise, session).checks[0].mistake

    assert named() == ("square" if lost == 1 else None)
    assert named() == "square"


TWO_CHECKS = """
from grader import Exercise, close, number

exercise = Exercise(title="Twice", allows=("numpy",), returns={"double": number})


@exercise.check(points=1)
def it_is_right_at_3(student, solution, data):
    '''At 3.'''
    close(student.double(3.0), solution.double(3.0), "double")


@exercise.check(points=2)
def it_is_right_at_5(student, solution, data):
    '''At 5.'''
    close(student.double(5.0), solution.double(5.0), "double")
"""


@pytest.mark.parametrize(("at_3", "named"), [("x * x", "square"), ("2 * x", None), ("-x", "square")])
def test_a_mistake_that_fails_where_the_answer_passes_is_not_named(tmp_path, at_3, named) -> None:
    course = load(written(tmp_path, **{"solutions/double/checks.py": TWO_CHECKS}))
    answer = types.ModuleType("student")
    exec(f"def double(x):\n    return {at_3} if x == 3 else x * x\n", vars(answer))
    session = LocalSession(Server(answer), ["double"])
    checks = Grading(course, None, "s").grade_session(course.exercises["double"], session).checks
    assert checks[1].mistake == named
