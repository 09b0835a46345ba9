"""An answer that says the same as one before is found the same, without the check; what is left behind counts too."""

from __future__ import annotations

import pytest
from small_course import written

from grader.courses import find
from grader.grading.grade import Grading
from grader.outcomes.result import ExerciseResult
from grader.submission.source import Source

CHECKS = """
    from grader import Exercise, array, close

    exercise = Exercise(title="Twice", allows=("numpy",), returns={"double": array})
    RUNS = []

    @exercise.check(points=2, hint="Add it to itself.")
    def it_is_twice_x(student, solution, data):
        '''The result is twice x.'''
        RUNS.append(1)
        x = data.normal(3)
        close(student.double(x), solution.double(x), "double")

    exercise.leaves_arguments(points=1)
"""
RIGHT = "def double(x):\n    return 2 * x\n"
SQUARES = "def double(x):\n    return x * x\n"
CHANGES = "def double(x):\n    y = 2 * x\n    x[:] = 0\n    return y\n"


@pytest.fixture
def grading(sandbox, tmp_path) -> Grading:
    return Grading(find.load(written(tmp_path, **{"solutions/double/checks.py": CHECKS})), sandbox, "tests")


def graded(grading: Grading, text: str) -> ExerciseResult:
    exercise = grading.course.exercises["double"]
    return grading.grade(exercise, Source("double", "d.py", "d.py", {"d.py": text.encode()}))


def runs(grading: Grading) -> int:
    (check, _) = grading.course.exercises["double"].spec.checks
    return len(check.function.__globals__["RUNS"])


def test_the_check_does_not_run_again_on_the_same_answers(grading) -> None:
    graded(grading, RIGHT)
    before = runs(grading)
    assert graded(grading, RIGHT + "# somebody else\n").score == 3
    assert runs(grading) == before


def test_the_same_wrong_answers_are_told_in_the_same_words(grading) -> None:
    told = [
        [(check.status, check.message, check.mistake) for check in graded(grading, text).checks]
        for text in (SQUARES, SQUARES + "# somebody else\n")
    ]
    assert told[0] == told[1]
    assert told[0][0][2] == "square"


def test_another_answer_is_checked_by_itself(grading) -> None:
    assert [graded(grading, text).score for text in (RIGHT, SQUARES, RIGHT, SQUARES)] == [3.0, 0.0, 3.0, 0.0]


def test_what_an_answer_leaves_behind_counts_for_it_and_for_nobody_else(grading) -> None:
    """The numbers are the same: what differs is told beside them."""
    assert [graded(grading, text).score for text in (CHANGES, RIGHT, CHANGES, RIGHT)] == [2.0, 3.0, 2.0, 3.0]


def test_an_error_is_each_students_own(grading) -> None:
    """Its message names a line of the source."""
    texts = ("def double(x):\n    return x / []\n", "\n\ndef double(x):\n    return x / []\n")
    assert [graded(grading, text).checks[0].frames[-1].line for text in texts] == [2, 4]
