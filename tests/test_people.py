"""Who is at the keyboard, and remarks on how work came in."""

from __future__ import annotations

import pytest

from grader.people import Problem, login


@pytest.mark.parametrize("error", [OSError, KeyError])
def test_a_user_without_a_name_on_the_system_is_a_student(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def nameless() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", nameless)
    assert login() == "student"


def test_a_problem_is_its_line_and_knows_its_kind() -> None:
    assert (Problem("a line"), Problem("a line").kind) == ("a line", "other")
    assert Problem("a line", "roster").kind == "roster"
