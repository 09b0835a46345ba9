"""The draft of a mistake file: what it holds of a student's file, and that nothing runs it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.authoring import draft, skeleton
from grader.courses.course import CourseExercise
from grader.courses.find import load
from grader.errors import UsageError
from grader.outcomes.result import CheckResult, ExerciseResult, Piece


@pytest.fixture
def exercise(tmp_path) -> CourseExercise:
    skeleton.write("my_square", tmp_path)
    return load(tmp_path).exercises["my_square"]


def handed_in(*texts: str, status: str = "failed", message: str = "x[0] is 3, expected 9") -> ExerciseResult:
    check = CheckResult(name="value_is_right", title="T.", status=status, score=0, points=4, message=message)  # type: ignore[arg-type]
    pieces = [Piece(label=f"cell {i}", text=text) for i, text in enumerate(texts)]
    return ExerciseResult(
        id="my_square", title="T", file="f", status="failed", score=0, points=10, checks=[check], source=pieces
    )


def renamed(path: Path) -> CourseExercise:
    """The exercise as it is once somebody has read and named the mistake."""
    path.rename(path.with_name("what_is_wrong.py"))
    return load(path.parents[3]).exercises["my_square"]


WRONG = """
import torch
import math as m

SCALE = 2.0


def unused(x):
    return x


def helper(x):
    return m.floor(SCALE) * x


@torch.no_grad()
def square(x):
    # never squared
    return helper(x)


print("hello")
"""


def test_it_is_a_mistake_file_once_it_is_renamed_with_what_is_asked_for_and_what_that_needs(exercise) -> None:
    path = draft.write(exercise, handed_in(WRONG))
    text = path.read_text()
    assert "# never squared" in text and "def helper" in text and "SCALE = 2.0" in text and "import math as m" in text
    assert "unused" not in text and "hello" not in text
    assert "#   value_is_right: x[0] is 3, expected 9" in text
    mistake = {each.name: each for each in renamed(path).mistakes}["what_is_wrong"]
    assert mistake.text.startswith("Say here what is wrong") and mistake.kind == "other"
    assert mistake.module.square(3.0) == 6.0


def test_nothing_reads_it_before_that(exercise) -> None:
    path = draft.write(exercise, handed_in("def square(x):\n    return x\n"))
    assert path.suffix != ".py"
    assert [each.name for each in load(path.parents[3]).exercises["my_square"].mistakes] == ["detached"]
    assert draft.write(exercise, handed_in("def square(x):\n    return 2 * x\n")).name == "unnamed_2.draft"
    assert "2 * x" not in path.read_text()


def test_the_last_definition_counts_and_cells_are_one_file(exercise) -> None:
    text = draft.write(
        exercise, handed_in("def square(x):\n    return x", "A = 1", "def square(x):\n    return A")
    ).read_text()
    assert "return A" in text and "A = 1" in text and "return x" not in text


def test_what_a_message_holds_stays_in_its_comment(exercise) -> None:
    text = draft.write(exercise, handed_in("def square(x):\n    return x", message='m\nimport os\n"""')).read_text()
    assert not re.search("^import os", text, re.M)
    compile(text, "draft", "exec")


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (handed_in("def square(x: int) -> int:\n    '''Mine.'''\n    return x * x"), "the solution does not define"),
        (handed_in(), "the solution does not define"),
        (handed_in("def square(x):\n    return x", status="passed"), "no check fails"),
    ],
)
def test_where_there_is_nothing_to_write_it_says_so_and_writes_nothing(exercise, found, says) -> None:
    with pytest.raises(UsageError, match=says):
        draft.write(exercise, found)
    assert not [*(exercise.folder / "mistakes").glob("*.draft")]
