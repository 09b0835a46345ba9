"""Attacks on what is remembered of a class: to be taken for somebody who is right, or to spoil a finding for others.

A check depends on more than answers where a file does not define what is asked for, and on what it defines in another
worker: what was found there would be found of everybody who answers the same.
"""

from __future__ import annotations

import dataclasses

import pytest
from small_course import written

from grader.courses import find
from grader.grading.findings import MOST_PLACES
from grader.grading.grade import Grading
from grader.sessions.session import WorkerSession
from grader.submission.source import Source

CHECKS = """
    from grader import Exercise, close, number

    exercise = Exercise(title="Twice", allows=("numpy",), returns={"double": number})

    @exercise.check(points=3, hint="Add it to itself.")
    def it_is_twice_x(student, solution, data):
        '''The result is twice x, in another session too.'''
        x = data.number(1.0, 2.0)
        close(student.double(x), solution.double(x), "double")
        close(student.fresh().double(x), solution.double(x), "double")
"""
RIGHT = "def double(x):\n    return 2 * x\n"


def source(text: str) -> Source:
    return Source("double", "d.py", "d.py", {"d.py": text.encode()})


@pytest.fixture
def grading(sandbox, tmp_path) -> Grading:
    return Grading(find.load(written(tmp_path, **{"solutions/double/checks.py": CHECKS})), sandbox, "tests")


def score(grading: Grading, text: str) -> float:
    return grading.grade(grading.course.exercises["double"], source(text)).score


@pytest.fixture
def elsewhere(monkeypatch):
    """What a file is in each further worker; in the attack a draw of the system's random numbers decides."""
    fresh = WorkerSession.fresh

    def other(text: str) -> None:
        def made(session: WorkerSession, autograd: bool = True, memory: int = 0) -> WorkerSession:
            found = fresh(session, autograd, memory)
            found._source = dataclasses.replace(found._source, files={"d.py": text.encode()})
            return found

        monkeypatch.setattr(WorkerSession, "fresh", made)

    return other


@pytest.mark.parametrize("other", ["", "def double(x):\n    return 3 * x\n", "def double(y):\n    return 2 * y\n"])
def test_who_is_something_else_in_the_next_worker_spoils_nothing_for_others(grading, elsewhere, other) -> None:
    elsewhere(other)
    assert score(grading, RIGHT) == 0
    elsewhere(RIGHT)
    assert score(grading, RIGHT) == 3


@pytest.mark.parametrize("other", ["", "def double(x):\n    return 3 * x\n", "def double(y):\n    return 2 * y\n"])
def test_who_is_something_else_in_the_next_worker_is_not_taken_for_who_is_right(grading, elsewhere, other) -> None:
    elsewhere(RIGHT)
    assert score(grading, RIGHT) == 3
    elsewhere(other)
    assert score(grading, RIGHT) == 0


def test_who_defines_another_signature_is_not_taken_for_who_is_right(grading) -> None:
    assert [score(grading, text) for text in (RIGHT, "def double(y):\n    return 2 * y\n")] == [3, 0]


def test_answers_that_are_always_new_fill_no_more_than_a_bound(grading) -> None:
    findings = grading._findings
    findings.places = MOST_PLACES
    for factor in (3, 4, 5):
        assert score(grading, f"def double(x):\n    return {factor} * x\n") == 0
    assert (findings.places, findings.size) == (MOST_PLACES, 0)
