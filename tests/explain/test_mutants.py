from __future__ import annotations

import time

import pytest
from wrong_answers import Answers, small_course

from grader.explain.mutants import Candidates, explained
from grader.explain.mutants_in_words import kind_of, told
from grader.grading.grade import Grading

TRAIN, GRADIENT = "training_is_right", "gradient_is_right"


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> Answers:
    return Answers(small_course(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="module")
def candidates(answers: Answers, sandbox) -> Candidates:
    return Candidates(Grading(answers.shared.grading.course, sandbox, "seed"), answers.exercise)


def found(answers: Answers, candidates: Candidates, text: str, *checks: str):
    examined = answers.examined(text)
    replays = [(answers.check(name), examined.replay(answers.check(name))) for name in checks]
    return explained(list(candidates.equal_to(replays, examined)), replays)


def test_the_same_difference_in_other_words_is_told_by_its_kind(answers: Answers, candidates: Candidates) -> None:
    text = answers.changed(("2 * x * (w * x - y)", "2 * x * (w * x + y)"))
    found_out = found(answers, candidates, text, GRADIENT, TRAIN)
    assert found_out is not None
    assert (found_out.source, found_out.kind) == ("mutant", "wrong_formula")
    assert "+" not in found_out.text


def test_an_answer_like_no_mutant_is_met_with_silence_and_the_second_time_nothing_is_run(
    answers: Answers, candidates: Candidates
) -> None:
    text = answers.changed(("2 * x * (w * x - y)", "np.sin(x) * w"))
    assert found(answers, candidates, text, GRADIENT, TRAIN) is None
    before = [dict(each.answers) for each in candidates._all]
    started = time.process_time()
    assert found(answers, candidates, text, GRADIENT, TRAIN) is None
    assert [each.answers for each in candidates._all] == before
    assert time.process_time() - started < 5


def test_every_mutant_has_words_without_the_solutions_text(candidates: Candidates) -> None:
    for candidate in candidates._all:
        words = str(told(candidate.mutant))
        assert kind_of(candidate.mutant)
        assert "losses.append" not in words
        assert candidate.mutant.was.strip() not in words
