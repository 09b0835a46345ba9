"""The solution's answers are cached from one student to the next, and equal what it returns without a cache."""

from __future__ import annotations

import types

import pytest

from grader.errors import SolutionError
from grader.sessions import answer_cache as known
from grader.sessions.answer_cache import Answers, RememberedSession
from grader.sessions.local import LocalSession
from grader.worker.messages import wire
from grader.worker.serve import Server

SOURCE = """
calls = []

def add(a, b):
    calls.append((a, b))
    if a < 0:
        raise ValueError("too small")
    return a + b

def counter():
    return [0]

def count(counter):
    counter[0] += 1
    return counter[0]
"""


@pytest.fixture
def module():
    module = types.ModuleType("student")
    exec(SOURCE, module.__dict__)
    return module


@pytest.fixture
def session(module):
    answers = Answers()
    return lambda: RememberedSession(lambda: LocalSession(Server(module), ["add"]), answers)


def add(a, b):
    return wire.Call("add", [a, b])


def test_the_same_questions_are_answered_without_asking_again(session, module) -> None:
    for _ in range(3):
        one = session()
        assert [one.ask(add(1, 2)), one.ask(add(3, 4))] == [3, 7]
    assert module.calls == [(1, 2), (3, 4)]


def test_numbers_that_are_equal_but_of_another_type_are_other_questions(session) -> None:
    assert type(session().ask(add(1, 2))) is int
    assert type(session().ask(add(1.0, 2))) is float


def test_a_session_that_leaves_the_cache_is_in_the_same_state_as_without_it(session) -> None:
    asked = [wire.Call("counter", keep=1, only_keep=True), *[wire.Call("count", [wire.Kept(1, "list")])] * 2]
    first = session()
    assert [first.ask(request) for request in asked][1:] == [1, 2]
    longer = session()
    assert [longer.ask(request) for request in [*asked, asked[-1]]][1:] == [1, 2, 3]


def test_an_error_is_raised_again_as_ours_and_later_answers_are_right(session) -> None:
    for _ in range(2):
        one = session()
        with pytest.raises(SolutionError, match="too small"):
            one.ask(add(-1, 2))
        assert one.ask(add(1, 2)) == 3
    assert session().ask(add(1, 2)) == 3


def test_what_is_kept_has_an_end(session, module, monkeypatch) -> None:
    monkeypatch.setattr(known, "LARGEST", 2500)
    for _ in range(2):
        one = session()
        assert [one.ask(add(i, 1)) for i in range(4)] == [1, 2, 3, 4]
    assert len(module.calls) > 4
