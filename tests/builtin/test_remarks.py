"""Remarks on the method of a right answer: a note beside full points where it is not the exercise's method."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import Remark, language
from grader.courses.find import builtin
from grader.language import retold_exercise

ROOT = Path(__file__).parents[1] / "submissions"
OTHER_WAYS = {
    "nn_module/optimizer": "an optimizer takes your steps",
    "optim_rmsprop/by_hand_in_double": "RMSprop is written by hand",
    "optim_rmsprop/parameters_replaced": "RMSprop is written by hand",
    "custom_backward/fit_by_hand": "never calls `LegendrePolynomial3.apply`",
    "autograd_loop/by_hand": "your gradient is worked out by hand",
    "single_neuron/by_hand": "your gradient is worked out by hand",
    "single_neuron/central_difference": "your gradient is worked out by hand",
}
"""Of the answers under submissions/*/passed, the only ones with a remark."""
EXERCISES = {name.partition("/")[0] for name in OTHER_WAYS}
OURS = "The numbers are right, and no points are lost"
HELPED = """
from descent import slope

def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        loss, dw = slope(w, X, Y)
        losses.append(loss)
        w -= learning_rate * dw
    return w, losses
"""
BY_A_HELPER = """
import torch

def slope(w, X, Y):
    w = torch.tensor(w, dtype=X.dtype, requires_grad=True)
    loss = ((w * X - Y) ** 2).mean()
    loss.backward()
    return loss.item(), w.grad.item()
"""


def remarks(result):
    assert result.status == "passed"
    assert result.score == result.points
    return [note for note in result.notes if note.startswith(OURS)]


def answers():
    paths = (path for exercise in sorted(EXERCISES) for path in sorted((ROOT / exercise / "passed").glob("*")))
    return [pytest.param(path, id=f"{path.parts[-3]}/{path.stem}") for path in paths if path.is_file()]


@pytest.mark.parametrize("path", answers())
def test_an_answer_has_a_remark_only_where_it_took_another_way(path, grade) -> None:
    found = remarks(grade(path.parts[-3], path))
    said = OTHER_WAYS.get(f"{path.parts[-3]}/{path.stem}")
    assert len(found) == (said is not None)
    assert all(said in note for note in found)


@pytest.mark.parametrize("exercise", sorted(EXERCISES))
def test_the_solution_has_none(exercise, grade, course) -> None:
    assert remarks(grade(exercise, course.exercises[exercise].folder / "solution.py")) == []


def test_a_wrong_answer_has_none(grade) -> None:
    result = grade("single_neuron", "def loss_and_grad(x, y, w):\n    return (w * x - y) ** 2, x\n")
    assert result.status == "failed"
    assert result.notes == []


def test_what_a_helper_file_uses_counts(grade, tmp_path) -> None:
    (tmp_path / "descent.py").write_text(BY_A_HELPER)
    assert remarks(grade("autograd_loop", HELPED)) == []


def test_an_import_of_an_optimizer_that_is_not_used_is_not_remarked(grade, course) -> None:
    solution = (course.exercises["nn_module"].folder / "solution.py").read_text()
    assert remarks(grade("nn_module", f"from torch import optim\n{solution}")) == []


def test_a_remark_is_translated_into_korean(grade) -> None:
    result = grade("single_neuron", ROOT / "single_neuron" / "passed" / "by_hand.py")
    with language.speaking(language.words("ko", builtin())):
        assert retold_exercise(result).notes[0].startswith("값이 맞으므로 감점은 없지만")


@pytest.mark.parametrize(
    ("used", "fits"), [({"a"}, True), ({"a", "b"}, False), ({"b"}, False), (set(), False), ({"a", "c"}, True)]
)
def test_a_remark_wants_all_that_is_used_and_nothing_that_is_lacking(used, fits) -> None:
    assert Remark("words", uses=("a",), lacks=("b",)).fits(frozenset(used)) is fits
