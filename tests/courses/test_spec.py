"""What a course may write into an exercise's table of checks."""

from __future__ import annotations

import pytest

from grader.courses.spec import Exercise
from grader.errors import CourseError


def table(**changed) -> Exercise:
    return Exercise(**{"title": "t", "allows": (), "returns": {}, **changed})


def claim(student, solution, data, *case) -> None:
    """It holds."""


def test_hidden_checks_go_last() -> None:
    exercise = table()
    exercise.check(points=1)(claim)
    exercise.check(points=1, hidden=True)(claim)
    assert [check.hidden for check in exercise.checks] == [False, True]
    with pytest.raises(CourseError, match="put hidden checks last"):
        exercise.check(points=1)(claim)


def test_a_case_is_a_tuple_of_arguments_or_one_of_them() -> None:
    exercise = table()
    exercise.check(points=1, cases=(3, (4, "float32")))(claim)
    exercise.check(points=1)(claim)
    assert [check.cases for check in exercise.checks] == [((3,), (4, "float32")), ((),)]


def test_cases_may_stand_in_a_line_of_their_own() -> None:
    def other(student, solution, data, *case):
        """It holds as well."""

    exercise = table()
    exercise.check(points=1)(exercise.cases(3, (4, "float32"))(other))
    assert exercise.checks[0].cases == ((3,), (4, "float32"))


def test_a_check_without_cases_would_ask_nothing() -> None:
    with pytest.raises(CourseError, match="the check claim has no cases"):
        table().check(points=1, cases=())(claim)


@pytest.mark.parametrize("name", ["allows", "forbids", "hints", "preload"])
def test_a_string_is_not_taken_for_a_tuple(name) -> None:
    with pytest.raises(CourseError, match=f"{name} is one string: write"):
        table(**{name: "torch"})
