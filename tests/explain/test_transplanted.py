"""The place of a mistake, found by what is right in its place: few files are run, nothing is told of what goes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.courses.course import Course
from grader.edits.transplants import transplants
from grader.explain.budget import ALONE, Budget
from grader.explain.case import Case
from grader.explain.transplant_kinds import kind_of
from grader.explain.transplanted import transplanted
from grader.grading.grade import Grading
from grader.outcomes.outcome import Explanation
from grader.submission.source import Source
from grader.worker.messages.wire import NotebookCell

RIGHT = """\
import numpy as np

def forward(x, w):
    return x * w

def loss(y, y_pred):
    d = y - y_pred
    return np.mean(d * d)

def gradient(x, y, y_pred):
    return 2 * np.mean(x * (y_pred - y))

def train(X, Y, learning_rate, n_iters):
    w, seen = 0.0, []
    for _ in range(n_iters):
        p = forward(X, w)
        seen.append(loss(Y, p))
        w = w - learning_rate * gradient(X, Y, p)
    return w, seen
"""
Explain = Callable[..., dict[str, Explanation]]


@pytest.fixture
def explain(course: Course, grading: Grading) -> Explain:
    exercise = course.exercises["mse_gradient"]

    def explained(
        text: str = "", cells: tuple[NotebookCell, ...] = (), budget: Budget = ALONE
    ) -> dict[str, Explanation]:
        main = "" if cells else "m.py"
        source = Source("mse_gradient", "m.py", main, {main: text.encode()} if main else {}, cells)
        result = grading.grade(exercise, source)
        assert result.status == "failed"
        return dict(transplanted(Case(grading, exercise, source, result, budget), {}))

    return explained


@pytest.mark.parametrize(
    ("right", "wrong", "line", "kind"),
    [
        ("return x * w", "return x + w", 4, None),
        ("2 * np.mean(x * (y_pred - y))", "2 * np.sum(x * (y_pred - y))", 11, None),
        ("    seen.append(loss(Y, p))\n    ", "", 17, None),
        ("range(n_iters)", "range(n_iters - 1)", 15, "off_by_one"),
        ("return w, seen", "return seen, w", 19, "wrong_return"),
    ],
)
def test_the_line_of_a_mistake_is_found(explain, right, wrong, line, kind) -> None:
    assert right in RIGHT
    found = explain(RIGHT.replace(right, wrong))
    assert found
    for explanation in found.values():
        assert explanation.source == "repair"
        assert explanation.file == "m.py"
        assert explanation.line is not None and abs(explanation.line - line) <= 1
        assert kind is None or explanation.kind == kind
        assert f"line {explanation.line}" in explanation.text


def test_what_goes_in_is_never_told(explain) -> None:
    (explanation, *_) = explain(RIGHT.replace("2 * np.mean(x", "np.ptp(x")).values()
    assert "ptp" in explanation.text
    assert "mean" not in explanation.text + explanation.hint


def test_in_a_notebook_it_is_a_line_of_a_cell(explain) -> None:
    cells = tuple(NotebookCell(3 * i, part) for i, part in enumerate(RIGHT.replace("x * w", "x - w").split("\n\n"), 1))
    found = explain(cells=cells)
    assert {(each.file, each.cell, each.line) for each in found.values()} == {("cell 6", 6, 2)}


def test_without_candidates_there_is_no_search(explain) -> None:
    assert explain(RIGHT.replace("x * w", "x - w"), budget=Budget(calls=0, candidates=0, seconds=10)) == {}
    assert explain(RIGHT.replace("x * w", "x - w"), budget=Budget(calls=0, candidates=9, seconds=-1)) == {}


@pytest.mark.parametrize(
    ("was", "right", "kind"),
    [
        ("v = (w * x - y).mean() ** 2", "v = ((w * x - y) ** 2).mean()", "wrong_formula"),
        ("v = ((w * x - y) ** 2).sum()", "v = ((w * x - y) ** 2).mean()", "reduction"),
        ("v = ((w * x + y) ** 2).mean()", "v = ((w * x - y) ** 2).mean()", "sign"),
        ("v = F.l1_loss(w * x, y)", "v = F.mse_loss(w * x, y)", "wrong_loss"),
        ("v = w.float() * x", "v = w * x", "wrong_dtype"),
        ("v = w.detach() * x", "v = w * x", "graph_cut"),
        ("v = w * x * 2", "v = w * x", "factor"),
        ("v = 0.1 * x", "v = w * x", "hard_coded"),
        ("v = (x * w) ** 2", "v = (x * w).pow(2).mean()", "reduction"),
        ("return w * x, 0.0", "return w * x, x", "hard_coded"),
        ("v = (x * w).clamp(0, 50)", "v = (x * w).clamp(min=0)", "wrong_formula"),
        ("v = (y * x**2).sum()", "v = (y * x**3).sum()", "wrong_formula"),
        ("v = w", "v = w; w = w - y * x", "missing_update"),
        ("return F.linear(x, w)", "return F.linear(w, x)", "wrong_operand"),
        ("v = torch.optim.Adam([w], lr=0.1)", "v = torch.optim.SGD([w], lr=0.1)", "wrong_optimizer"),
        ("v = torch.optim.SGD([w], lr=0.1, momentum=0.9)", "v = torch.optim.SGD([w], lr=0.1)", "wrong_hyperparameter"),
        ("v = kept[0]", "v = w", "state_between_calls"),
        ("w = 0.5", "v = w", "hard_coded"),
        ("return w", "return w, x", "wrong_return"),
        ("v = w.grad; w.grad.zero_()", "v = w.grad", "cleared_too_early"),
        ("v = w.grad", "v = w.grad; w.grad.zero_()", "missing_clear"),
    ],
)
def test_the_kind_is_known_by_what_the_two_statements_do_not_share(was, right, kind) -> None:
    student, solution = (f"def f(w, x, y):\n    {code}\n" for code in (was, right))
    found = transplants(f"kept = []\n\n{student}", solution)
    assert found is not None
    assert kind in {kind_of(each) for each in found.differences}


def test_what_a_function_of_one_s_own_does_is_not_put_down_to_where_it_is_called(explain) -> None:
    own = "def times(x, w):\n    y = x\n    return y + w\n\ndef forward(x, w):\n    return times(x, w)\n"
    found = explain(RIGHT.replace("def forward(x, w):\n    return x * w\n", own))
    assert found
    for explanation in found.values():
        assert explanation.line is None
        assert explanation.text == "The mistake is in `times`, or in how it is used."
