from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from wrong_answers import Answers, small_course

from grader.explain import words
from grader.explain.budget import ALONE
from grader.explain.case import Case
from grader.explain.certainty import certainty, numbers_agree
from grader.outcomes.outcome import Explanation
from grader.submission.source import read_source

TRAIN = "training_is_right"


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> Answers:
    return Answers(small_course(tmp_path_factory.mktemp("course")))


def agree(answers: Answers, mine: str, theirs: str) -> list[bool]:
    check = answers.check(TRAIN)
    replay, other = (answers.examined(text).replay(check) for text in (mine, theirs))
    return [numbers_agree(replay, question, other.answers) for question in replay.readable]


def test_two_spellings_of_one_mistake_agree_in_every_question(answers: Answers) -> None:
    one = answers.changed(("w - learning_rate", "w + learning_rate"))
    other = answers.changed(("w - learning_rate * gradient(x, y, w)", "w - (-learning_rate) * gradient(x, y, w)"))
    assert np.all(agree(answers, one, other))


def test_two_mistakes_that_agree_in_one_question_do_not_in_all(answers: Answers) -> None:
    one = answers.changed(("w - learning_rate", "w - (1 + (len(x) > 5)) * 2 * learning_rate"))
    other = answers.changed(("w - learning_rate", "w - 2 * learning_rate"))
    found = agree(answers, one, other)
    assert any(found)
    assert not all(found)


def test_where_many_mistakes_end_in_one_error_the_repair_tells_the_kind(course, grading) -> None:
    exercise = course.exercises["autograd_loop"]
    path = Path(__file__).parents[1] / "submissions/autograd_loop/raised/graph_of_the_step_before.py"
    source = read_source(path, exercise.id)
    case = Case(grading, exercise, source, grading.grade(exercise, source), ALONE)
    known = next(check for check in case.failed if check.mistake)
    repair = Explanation(source="repair", kind="wrong_operand", line=10)
    found = {check.name: [*words.own(check, case.kinds), repair] for check in case.failed}
    assert found[known.name][0].kind is not None
    try:
        assert list(certainty(case, found)) == []
    finally:
        case.examined.close()
    assert words.combined(found[known.name]).kind == "wrong_operand"
