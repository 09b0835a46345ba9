"""Explanations come after the verdict and never change it."""

from __future__ import annotations

import msgspec
import pytest

from grader.explain import explain
from grader.explain.budget import ALONE
from grader.explain.explain import Explainer
from grader.grading.grade import Grading
from grader.submission.source import Source

WRONG = b"""\
def forward(x, y, w):
    s = x * w - y
    return s, (x, w, s)


def backward(cache):
    x, w, s = cache
    return {"x": 2 * s * w, "y": -2 * s, "w": 2 * s * x}
"""


@pytest.fixture
def exercise(course):
    return course.exercises["chain_rule"]


def of(text: bytes) -> Source:
    return Source("chain_rule", "c.py", "c.py", {"c.py": text})


def test_the_check_that_failed_says_where_and_nothing_else_changes(exercise, grading) -> None:
    before = grading.grade(exercise, of(WRONG))
    after = Explainer(grading, ALONE).explained(exercise, of(WRONG), before)
    (told,) = [check for check in after.checks if check.explanation]
    assert (told.name, told.explanation.line) == ("forward_gives_the_loss", 3)
    plain = [msgspec.structs.replace(check, explanation=None, words={}) for check in after.checks]
    assert plain == [msgspec.structs.replace(check, words={}) for check in before.checks]


def test_a_right_answer_is_not_explained(exercise, grading) -> None:
    source = of(WRONG.replace(b"return s,", b"return s * s,"))
    result = grading.grade(exercise, source)
    assert result.status == "passed"
    assert Explainer(grading, ALONE).explained(exercise, source, result) is result


def test_a_course_may_leave_explanations_out(course, exercise, grading, monkeypatch) -> None:
    monkeypatch.setattr(exercise, "explains", "off")
    result = grading.grade(exercise, of(WRONG))
    assert Explainer(grading, ALONE).explained(exercise, of(WRONG), result) is result


def test_a_search_that_fails_leaves_the_verdict_and_what_was_found(exercise, grading: Grading, monkeypatch) -> None:
    def broken(case, found):
        yield "forward_gives_the_loss", found["forward_gives_the_loss"][0]
        raise ZeroDivisionError

    monkeypatch.setattr(explain, "SEARCHES", (broken,))
    source = of(b"def forward(x, y, w):\n    return 1 / 0\n\n\ndef backward(cache):\n    return {}\n")
    result = grading.grade(exercise, source)
    explained = Explainer(grading, ALONE).explained(exercise, source, result)
    assert [check.status for check in explained.checks] == [check.status for check in result.checks]
    assert explained.checks[0].explanation is not None
    assert explained.checks[0].explanation.line == 2


def test_a_file_that_is_handed_in_again_is_not_searched_again(exercise, grading, monkeypatch) -> None:
    explainer, result = Explainer(grading, ALONE), grading.grade(exercise, of(WRONG))
    first = explainer.explained(exercise, of(WRONG), result)
    monkeypatch.setattr(explain, "SEARCHES", ())
    assert explainer.explained(exercise, of(WRONG), result) == first
