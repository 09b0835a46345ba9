"""Claims in the place of a notebook's asserts, and whose fault an error of the test is."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch
from claims import moved_proxy, outcome

from grader.checks import asserts
from grader.checks.data import Data
from grader.errors import StudentError
from grader.outcomes.outcome import CheckFailed
from grader.worker.messages import wire


def status(claim, *args, **how):
    found = outcome(claim, *args, **how)
    return "passed" if found.passed else found.message


@pytest.mark.parametrize(
    "value", [None, True, 3, 2.5, "text", [1, [2.0]], (1, "a"), {"a": [1]}, np.float64(2.5), np.array([1, 2])]
)
def test_what_a_function_returns_is_what_the_test_gets(value) -> None:
    student = moved_proxy(f=lambda: value)
    found = student.f()
    assert type(found) is type(value)
    assert np.array_equal(found, value) if isinstance(value, np.ndarray) else found == value


def test_an_object_is_not_a_plain_value() -> None:
    with pytest.raises(StudentError, match="the result of f is an object of type set, expected a plain value"):
        moved_proxy(f=lambda: {1}).f()


@pytest.mark.parametrize(
    ("actual", "expected", "is_equal"),
    [
        (1, 1, True),
        (1, 1.0, True),
        ([1], (1,), False),
        (np.array([1, 2]), [1, 2], True),
        (np.array([1, 2]), np.array([[1, 2]]), False),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), True),
        (torch.tensor([1, 2]), torch.tensor([1, 3]), False),
        (np.array([1e-9]), np.array([0.0]), False),
    ],
)
def test_equal_is_exact(actual, expected, is_equal) -> None:
    assert (status(asserts.equal, actual, expected, "f(1)") == "passed") == is_equal


def test_near_has_the_notebook_s_own_tolerance_and_broadcasts_the_expected_value() -> None:
    assert status(asserts.near, np.array([1.0, 1.05]), 1, "f(x)", rtol=0.0, atol=0.1) == "passed"
    assert "f(x)[1] is 1.05, expected 1" in status(asserts.near, np.array([1.0, 1.05]), 1, "f(x)", rtol=0.0, atol=0.01)
    assert status(asserts.near, torch.tensor(2.0, requires_grad=True), 2, "f(x)") == "passed"


def test_messages_of_the_notebook_come_first() -> None:
    assert status(asserts.holds, False, "f(1) > 3", "too small") == "too small (f(1) > 3 is not true)"
    assert status(asserts.equal, 1, 2, "f(1)", "no") == "no (f(1) is 1, expected 2)"


def test_what_the_answer_raises_is_compared_by_its_kind() -> None:
    def fails(kind):
        raise kind

    student = moved_proxy(
        f=lambda name: fails({"value": ValueError, "key": KeyError, "stub": NotImplementedError}[name])
    )
    assert status(asserts.raises, ValueError, lambda: student.f("value"), "f()") == "passed"
    assert status(asserts.raises, LookupError, lambda: student.f("key"), "f()") == "passed"
    assert status(asserts.raises, (TypeError, ValueError), lambda: student.f("value"), "f()") == "passed"
    assert (
        status(asserts.raises, ValueError, lambda: student.f("key"), "f()")
        == "f() raises KeyError, expected ValueError"
    )
    assert status(asserts.raises, ValueError, lambda: 3, "f()") == "f() raises nothing, expected ValueError"


def test_a_stub_s_error_is_not_the_one_that_is_asked_for() -> None:
    def stub():
        raise NotImplementedError

    student = moved_proxy(f=stub)
    with pytest.raises(StudentError):
        asserts.raises(Exception, student.f, "f()")
    assert status(asserts.raises, NotImplementedError, student.f, "f()") == "passed"


def test_variables_are_read_and_those_of_a_stub_are_not_written_yet() -> None:
    student = moved_proxy(x=3, y=..., f=lambda: 1)
    assert asserts.variable(student, "x") == 3
    with pytest.raises(StudentError, match="z is not defined") as error:
        asserts.variable(student, "z")
    assert error.value.cause == "missing_name"
    with pytest.raises(StudentError, match=r"y is still `...`") as error:
        asserts.variable(student, "y")
    assert error.value.details["not_implemented"]


def run(test, answer, right=lambda x: [x]):
    asserts.moved(test)(moved_proxy(f=answer), moved_proxy(f=right), Data("seed"))


def test_an_error_of_the_test_is_the_answer_s_fault_where_the_solution_does_not_meet_it() -> None:
    def test(student, solution, data):
        asserts.equal(student.f(3)[0], 3, "f(3)[0]")

    with pytest.raises(CheckFailed) as failed:
        run(test, lambda x: x)
    assert failed.value.outcome.cause == "wrong_type"
    assert "this test ends in TypeError: 'int' object is not subscriptable" in failed.value.outcome.message
    run(test, lambda x: [x])


def test_an_error_that_the_solution_meets_too_is_the_course_s() -> None:
    def test(student, solution, data):
        asserts.equal(student.f(3)["a"], 3, "f(3)['a']")

    with pytest.raises(TypeError):
        run(test, lambda x: [x])


def test_random_numbers_are_the_same_each_time_and_the_process_s_own_go_on_as_before() -> None:
    drawn = []

    def test(student, solution, data):
        drawn.append((random.random(), np.random.rand(), torch.rand(1).item()))
        asserts.holds(True, "True")

    states = random.getstate(), str(np.random.get_state()), torch.random.get_rng_state()
    run(test, lambda x: x)
    run(test, lambda x: x)
    assert drawn[0] == drawn[1]
    assert random.getstate() == states[0]
    assert str(np.random.get_state()) == states[1]
    assert torch.equal(torch.random.get_rng_state(), states[2])


def test_alike_is_near_for_floats_and_exact_for_all_else() -> None:
    assert status(asserts.alike, 0.1 + 0.2, 0.3, "f()") == "passed"
    assert status(asserts.alike, 3, 4, "f()") == "f() is 3, expected 4"
    assert status(asserts.alike, "a", "b", "f()") != "passed"


def test_only_what_has_a_gradient_is_tracked() -> None:
    assert not asserts.plain(wire.Tensor("int64", (), bytes(8), requires_grad=True), "it").requires_grad
    assert asserts.plain(wire.Tensor("float32", (), bytes(4), requires_grad=True), "it").requires_grad
