from __future__ import annotations

import pytest
from wrong_answers import Answers, small_course

from grader.explain.tape import Tape
from grader.worker.messages import wire

TRAIN = "training_is_right"


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> Answers:
    return Answers(small_course(tmp_path_factory.mktemp("course")))


def tape(answers: Answers, seed: str = "seed") -> Tape:
    return Answers.of_seed(answers, seed).tape(answers.exercise, answers.check(TRAIN))


def test_a_tape_has_all_cases_and_each_is_a_question(answers: Answers) -> None:
    found = tape(answers)
    assert len({id(question) for question in found.questions}) >= 3
    assert all(isinstance(question.requests[0], wire.Call) for question in found.questions)


def test_the_same_seed_asks_the_same_and_another_one_something_else(answers: Answers) -> None:
    assert tape(answers, "a").requests == tape(answers, "a").requests
    assert tape(answers, "a").requests != tape(answers, "b").requests


def test_the_solution_answers_its_own_tape_as_expected(answers: Answers) -> None:
    replay = answers.examined(answers.text).replay(answers.check(TRAIN))
    assert replay.wrong == []
    assert len(replay.answers) == len(replay.tape.asked)


def test_a_replay_goes_on_after_a_failure(answers: Answers) -> None:
    wrong = answers.changed(("    return w, losses", "    return (w, losses) if len(x) > 5 else 1 / 0"))
    replay = answers.examined(wrong).replay(answers.check(TRAIN))
    assert 0 < len(replay.wrong) < len(replay.questions)


def test_a_replay_ends_with_the_first_answer_that_is_another_one(answers: Answers) -> None:
    check = answers.check(TRAIN)
    right = answers.examined(answers.text).replay(check)
    other = answers.examined(answers.changed(("(2 *", "(3 *")))
    found = right.tape.replayed(other.start(""), until_other_than=right.answers)
    assert len(found) == 1


def test_requests_that_share_what_is_kept_are_one_question() -> None:
    from grader.explain.tape import _together
    from grader.sessions.recording import Asked

    given = wire.Tensor("float64", (1,), b"\0" * 8, keep=1)
    requests: list[wire.Request] = [
        wire.Call("f", [given], keep=2),
        wire.Call("f", [1.0]),
        wire.VectorJacobian(2, [1], given),
        wire.Inspect(1, "grad"),
    ]
    assert _together([Asked(0, request, None) for request in requests]) == [[0, 2, 3], [1]]
