"""Lines that the finding and the text tell without running anything."""

from __future__ import annotations

from typing import Any

import pytest

from grader.courses import find
from grader.explain.budget import ALONE
from grader.explain.case import Case
from grader.explain.places import placed
from grader.message import say
from grader.outcomes.outcome import Explanation
from grader.outcomes.result import CheckResult, ExerciseResult, stored
from grader.submission.source import Source
from grader.worker.messages.wire import NotebookCell

COURSE = find.load(find.builtin())
EXERCISE = COURSE.exercises["chain_rule"]
RIGHT = "def forward(x, y, w):\n    s = x * w - y\n    return s**2, (x, w, s)\n\n\n"
RESULT = say("{what} is {actual}", what=say("the result of {function}", function="forward"), actual="a float")


def place_of(
    text: str, cause: Any, message: str = RESULT, cells: tuple[NotebookCell, ...] = (), mistake: str | None = None
) -> Explanation | None:
    check = CheckResult(
        name="c", title="C.", status="failed", score=0, points=1, cause=cause, message=message, mistake=mistake
    )
    check = stored(check)
    result = ExerciseResult(id="chain_rule", title="", file="c.py", status="failed", score=0, points=1, checks=[check])
    source = Source("chain_rule", "c.py", "" if cells else "c.py", {"c.py": text.encode()}, cells)
    nobody: Any = None
    found = placed(Case(nobody, EXERCISE, source, result, ALONE), check, [])
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "cause", "line"),
    [
        (RIGHT, "wrong_type", 3),
        (RIGHT, "wrong_shape", 3),
        ("def forward(x, y, w):\n    s = x\n    print(s)\n", "wrong_type", 3),
        ("def forward(x, w):\n    return x, w\n", "wrong_signature", 1),
        (RIGHT + "def backwards(cache):\n    return {}\n", "missing_name", 6),
        (RIGHT + "def gradients(cache):\n    return {}\n", "missing_name", 6),
        (RIGHT + "backward = {}\n", "missing_name", 6),
    ],
)
def test_the_line_is_told_with_what_stands_there(text, cause, line) -> None:
    place = place_of(text, cause)
    assert place is not None
    assert (place.line, place.file, place.cell) == (line, "c.py", None)
    assert f"Look at line {line} (`{text.splitlines()[line - 1].strip()}`)." in place.text


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (RIGHT, "wrong_value"),
        (RIGHT, "wrong_signature"),
        ("def forward(x, y, w):\n    if x:\n        return 1\n    return 2\n", "wrong_type"),
        ("def other():\n    return 1\n", "wrong_type"),
        ("def forward(x, y, w:\n", "wrong_type"),
        (RIGHT, "missing_name"),
    ],
)
def test_where_there_is_not_one_place_nothing_is_told(text, cause) -> None:
    assert place_of(text, cause) is None


def test_a_function_inside_the_function_has_returns_of_its_own() -> None:
    place = place_of("def forward(x, y, w):\n    def f():\n        return 1\n    return f()\n", "wrong_type")
    assert place is not None and place.line == 4


def test_in_a_notebook_it_is_a_line_of_a_cell() -> None:
    place = place_of("", "wrong_type", cells=(NotebookCell(2, "import math"), NotebookCell(5, RIGHT)))
    assert place is not None
    assert (place.file, place.cell, place.line) == ("cell 5", 5, 3)
    assert "line 3 of cell 5" in place.text


BACK = RIGHT + "def backward(cache):\n    x, w, s = cache\n    return {'x': 2 * s * w, 'y': -2 * s, 'w': 2 * s * x}\n"


@pytest.mark.parametrize(
    ("mistake", "right", "wrong", "line"),
    [
        ("loss_without_square", "s**2", "s", 3),
        ("loss_without_square", "s**2", "s**3", None),
        ("error_turned_around", "x * w - y", "y - x * w", None),
    ],
)
def test_a_known_mistake_has_the_line_that_differs_as_it_does(mistake, right, wrong, line) -> None:
    place = place_of(BACK.replace(right, wrong), "wrong_value", mistake=mistake)
    assert (place and place.line) == line
