from __future__ import annotations

import numpy as np
import pytest
from wrong_answers import Answers, small_course

from grader.explain.certainty import numbers_agree

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
