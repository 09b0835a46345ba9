"""One edit to a student's own file with which every visible check passes."""

from __future__ import annotations

import ast
import dataclasses

import pytest

from grader.explain import case as case_module
from grader.explain import repair
from grader.explain.budget import Budget
from grader.explain.case import Case
from grader.explain.explain import Explainer
from grader.grading.grade import Grading
from grader.submission.source import Source
from grader.worker.messages.wire import NotebookCell

RIGHT = """\
# My answer
import numpy as np

def forward(x, w):
    return w * x

def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()

def gradient(x, y, y_pred):

    return (2 * x * (y_pred - y)).mean()  # the formula

def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        y_pred = forward(X, w)
        losses.append(loss(Y, y_pred))
        w -= learning_rate * gradient(X, Y, y_pred)
    return w, losses
"""
FEW = Budget(calls=0, candidates=8, seconds=60.0)
MISTAKES = {
    "one too many": ("    y_pred = forward", "    X = X + 1\n        y_pred = forward", 17, "argument_ignored"),
    "sign": ("w -= ", "w += ", 19, "sign"),
    "reduction": ("y_pred - y)).mean()", "y_pred - y)).sum()", 12, "reduction"),
    "hard coded": ("w -= learning_rate", "w -= 0.01", 19, "hard_coded"),
}  # fmt: skip


def source(text: str, **more) -> Source:
    return Source("mse_gradient", "mse_gradient.py", "mse_gradient.py", {"mse_gradient.py": text.encode(), **more})


def case(grading: Grading, exercise, answer: Source, budget: Budget = FEW) -> Case:
    return Case(grading, exercise, answer, grading.grade(exercise, answer), budget)


@pytest.mark.parametrize("name", MISTAKES)
def test_the_line_of_the_mistake_is_told_at_every_failed_check(course, grading, name) -> None:
    was, becomes, line, kind = MISTAKES[name]
    wrong = case(grading, course.exercises["mse_gradient"], source(RIGHT.replace(was, becomes)))
    found = list(repair.repairs(wrong, {}))
    assert [check for check, _ in found] == [check.name for check in wrong.failed]
    assert {(each.file, each.cell) for _, each in found} == {("mse_gradient.py", None)}
    assert {(each.line, each.kind) for _, each in found} == {(line, kind)}


def test_in_a_notebook_it_is_a_cell_and_its_line(course, grading) -> None:
    texts = ["%matplotlib inline\nimport numpy as np", *RIGHT.replace("w -= ", "w += ").split("\n\ndef ")[1:]]
    cells = tuple(NotebookCell(2 * i, text if i == 1 else f"def {text}") for i, text in enumerate(texts, 1))
    wrong = case(grading, course.exercises["mse_gradient"], Source("mse_gradient", "a.ipynb", cells=cells))
    (_, found), *_ = repair.repairs(wrong, {})
    assert (found.file, found.cell, found.line) == ("cell 10", 10, 6)
    assert "line 6 of cell 10" in found.text


class Recorded:
    """In the place of a grading: passes what `accept` says, and remembers what it was asked."""

    def __init__(self, accept) -> None:
        self.accept = accept
        self.asked: list[tuple[Source, list[str]]] = []

    def passes(self, exercise, answer, checks) -> bool:
        self.asked.append((answer, [check.name for check in checks]))
        return self.accept(answer)


@pytest.fixture(scope="module")
def uphill(course, grading) -> Case:
    answer = source(RIGHT.replace("w -= ", "w += "), **{"helper.py": b"x"})
    return case(grading, course.exercises["mse_gradient"], answer)


def searched(wrong: Case, accept, monkeypatch):
    recorded = Recorded(accept)
    monkeypatch.setattr(case_module, "hurried", lambda grading: recorded)
    return recorded.asked, list(repair.repairs(dataclasses.replace(wrong, tried={}), {}))


def test_only_so_many_candidates_are_run_and_each_once(uphill, monkeypatch) -> None:
    asked, found = searched(uphill, lambda answer: False, monkeypatch)
    assert found == []
    assert len({answer.files["mse_gradient.py"] for answer, _ in asked}) == len(asked) == FEW.candidates
    assert all(answer.files["helper.py"] == b"x" for answer, _ in asked)


def test_the_failed_checks_are_asked_first_then_all_that_are_seen(course, uphill, monkeypatch) -> None:
    asked, _ = searched(uphill, lambda answer: False, monkeypatch)
    failed = [check.name for check in uphill.failed]
    seen = [check.name for check in uphill.exercise.spec.checks if not check.hidden]
    for _, names in asked:
        assert names[: len(failed)] == failed
        assert set(names) == set(seen)
        assert names[-1] == "arguments_are_left_alone", "it looks at what all the others have left"


def test_after_the_deadline_nothing_is_run(uphill, monkeypatch) -> None:
    late = dataclasses.replace(uphill, budget=Budget(calls=0, candidates=8, seconds=-1.0))
    asked, found = searched(late, lambda answer: True, monkeypatch)
    assert asked == found == []


def test_an_explanation_never_has_the_repaired_text(uphill, monkeypatch) -> None:
    asked, found = searched(uphill, lambda answer: True, monkeypatch)
    (answer, _), was = asked[-1], ast.unparse(ast.parse(uphill.source.files["mse_gradient.py"]))
    new = set(answer.files["mse_gradient.py"].decode().splitlines()) - set(was.splitlines())
    said = " ".join(f"{each.text} {each.hint}" for _, each in found)
    assert found
    assert not any(line.strip() in said for line in new)


def test_what_cannot_be_taken_apart_is_left_alone(uphill, monkeypatch) -> None:
    wrong = dataclasses.replace(uphill, source=source("x = " + "(" * 100 + ")" * 100))
    asked, found = searched(wrong, lambda answer: True, monkeypatch)
    assert asked == found == []


def test_a_right_answer_is_not_explained(course, grading) -> None:
    exercise, answer = course.exercises["mse_gradient"], source(RIGHT)
    result = grading.grade(exercise, answer)
    assert result.status == "passed"
    assert Explainer(grading, FEW).explained(exercise, answer, result) is result
