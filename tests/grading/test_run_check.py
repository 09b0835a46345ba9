"""One check, from its cases to an outcome."""

from __future__ import annotations

from typing import Any, Never

import numpy as np
import pytest
from claims import session_of

from grader.checks import answers
from grader.checks.compare import close
from grader.checks.data import Data
from grader.checks.instances import QueuedSteps
from grader.checks.proxies import Proxy
from grader.checks.watch import Watch
from grader.courses.spec import Exercise
from grader.errors import StudentError
from grader.grading.run_check import run_check
from grader.worker.messages import wire


def outcome_of(function, seed=1, **options):
    """The outcome of a check that asks the answer nothing."""
    student: Any = Student()
    exercise = Exercise(title="t", allows=(), returns={})
    exercise.check(points=1, **options)(function)
    return run_check("ex", exercise.checks[0], student, student, Data(seed))


class Student:
    bare = False

    def __init__(self) -> None:
        self.watch, self.program = Watch(), QueuedSteps(lambda request: None)

    def fresh(self, autograd):
        other = Student()
        other.bare = True
        return other


def asked_until(limit, seed):
    """The numbers that a check asks for, the first that is told to be wrong, and what is drawn for the number 1."""
    asked, drawn = [], set()

    def check(student, solution, data, number) -> None:
        """It is small."""
        asked.append(number)
        if number == 1:
            drawn.add(data.number(0, 1))
        close(min(number, limit), number, "it")

    return asked, outcome_of(check, seed, cases=range(1, 9)).message, drawn


def test_the_cases_come_in_another_order_under_another_seed_each_with_its_own_data() -> None:
    found = [asked_until(9, seed) for seed in (1, 1, 2)]
    (one, _, drawn), (again, _, drawn_again), (other, _, _) = found
    assert one == again != other
    assert sorted(one) == sorted(other) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert one.index(1) != other.index(1)
    assert drawn == drawn_again


@pytest.mark.parametrize("seed", range(8))
def test_the_first_wrong_case_of_the_table_is_told_whichever_is_asked_first(seed) -> None:
    asked, message, _ = asked_until(4, seed)
    assert message == "it is 4, expected 5"
    assert len(asked) == len(set(asked))


def test_a_failure_counts_though_the_plainer_cases_hold() -> None:
    for seed in range(5):
        assert asked_until(7, seed)[1] == "it is 7, expected 8"


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
    assert sorted(asked[:-1]) == [(False, 1), (False, 2)]
    assert asked[-1] == (True, 1)


def test_what_autograd_recorded_in_the_ordinary_session_fails_a_check_that_wants_it_written_out() -> None:
    def check(student, solution, data) -> None:
        """It holds."""
        if not student.bare:
            student.watch.look("f", {}, wire.Dict({"nodes": 3}))
        close(1, 1)

    found = outcome_of(check, without_autograd=True)
    assert (found.status, found.cause) == ("failed", "forbidden")
    assert outcome_of(check).passed


def graded(function, checks):
    """The status and message of each check, the one of all arguments last."""
    exercise = Exercise(title="t", allows=("numpy",), returns={"f": answers.number})
    for check in checks:
        exercise.check(points=1)(check)
    exercise.leaves_arguments(points=1)
    watch, found = Watch(exercise.in_place), []
    for check in exercise.checks:
        how = "numpy", "cpu", None, np.random.default_rng(1), watch
        student = Proxy(session_of(f=function), exercise.returns, {"f": ["x"]}, *how)
        found.append(run_check("ex", check, student, student, Data(1)))
    return [(outcome.status, str(outcome.message)) for outcome in found]


def sums(student, solution, data) -> None:
    """It is the sum."""
    x = data.normal(5)
    close(student.f(x), float(np.sum(x)), "f")


def test_a_function_that_changes_its_arguments_loses_the_points_of_that_check_alone() -> None:
    def sorts(x):
        x.sort()
        return x.sum()

    changed = "after a call of f x has other values, unlike before it"
    assert graded(sorts, [sums]) == [("passed", ""), ("failed", changed)]
    assert graded(lambda x: np.sort(x).sum(), [sums]) == [("passed", ""), ("passed", "")]


def test_who_gives_no_right_answer_has_not_shown_that_arguments_are_left_alone() -> None:
    statuses = [status for status, _ in graded(lambda x: 0.0, [sums])]
    assert statuses == ["failed", "failed"]


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
