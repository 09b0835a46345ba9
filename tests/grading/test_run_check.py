"""One check, from its cases to an outcome."""

from __future__ import annotations

from typing import Any, Never

import pytest

from grader.checks.compare import close
from grader.checks.data import Data
from grader.courses.spec import Exercise
from grader.errors import StudentError
from grader.grading.run_check import run_check


def outcome_of(function, **options):
    """The outcome of a check that asks the answer nothing."""
    student: Any = Student()
    exercise = Exercise(title="t", allows=(), returns={})
    exercise.check(points=1, **options)(function)
    return run_check("ex", exercise.checks[0], student, student, Data(1))


class Student:
    bare = False

    def fresh(self, autograd):
        other = Student()
        other.bare = True
        return other


def test_the_cases_come_in_order_until_one_fails() -> None:
    asked = []

    def check(student, solution, data, number) -> None:
        """It is less than 3."""
        asked.append(number)
        close(min(number, 3), number, "it")

    found = outcome_of(check, cases=(1, 2, 4, 5))
    assert (found.status, found.message) == ("failed", "it is 3, expected 4")
    assert asked == [1, 2, 4]


def test_a_check_without_its_own_cases_runs_once() -> None:
    def check(student, solution, data) -> None:
        """It holds."""
        close(1, 1)

    assert outcome_of(check).passed


def test_the_first_case_comes_again_without_autograd() -> None:
    asked = []

    def check(student, solution, data, number) -> None:
        """It holds."""
        asked.append((student.bare, number))
        close(1, 1)

    assert outcome_of(check, cases=(1, 2), without_autograd=True).passed
    assert asked == [(False, 1), (False, 2), (True, 1)]


@pytest.mark.parametrize("stops", [False, True])
def test_an_error_of_the_student_fails_the_check(stops) -> None:
    def check(student, solution, data) -> Never:
        """It holds."""
        raise StudentError("raised", "it broke", stops_exercise=stops, not_implemented=True)

    found = outcome_of(check)
    assert (found.status, found.cause, found.stops, found.not_implemented) == ("failed", "raised", stops, True)


def test_a_wrong_answer_counts_though_a_case_before_it_compared_nothing() -> None:
    def check(student, solution, data, number) -> None:
        """It holds."""
        if number:
            close(1, 2)

    assert outcome_of(check, cases=(0, 1)).status == "failed"
    assert outcome_of(check, cases=(0,)).status == "ungraded"
