"""An answer that needs autograd, in a worker without it."""

from __future__ import annotations

from typing import Any

import pytest
from claims import outcome

from grader.checks.compare import close, expect
from grader.checks.without_autograd import NEEDS_AUTOGRAD, elsewhere, without_autograd
from grader.errors import StudentError


class Student:
    def fresh(self, autograd) -> str:
        assert not autograd
        return "the bare one"


STUDENT: Any = Student()


def test_a_claim_that_fails_says_where_it_was_asked() -> None:
    def check() -> None:
        bare: Any
        with without_autograd(STUDENT) as bare:
            assert bare == "the bare one"
            close(1.0, 2.0, "the loss")

    found = outcome(check)
    assert found.message.startswith("in a torch without autograd")
    assert found.message.endswith("the loss is 1, expected 2")
    assert found.fingerprint == NEEDS_AUTOGRAD


def test_so_does_an_error_of_the_answer() -> None:
    with (
        pytest.raises(StudentError, match=r"in a torch without autograd.*no attribute") as raised,
        without_autograd(STUDENT),
    ):
        raise StudentError("raised", "AttributeError: no attribute 'grad'")
    assert raised.value.details["fingerprint"] == NEEDS_AUTOGRAD


def test_a_worker_that_died_is_reported_unchanged() -> None:
    with pytest.raises(StudentError, match=r"^it died$"), without_autograd(STUDENT):
        raise StudentError("died", "it died")


def test_so_is_a_stub() -> None:
    with pytest.raises(StudentError, match=r"^NotImplementedError$") as raised, without_autograd(STUDENT):
        raise StudentError("raised", "NotImplementedError", not_implemented=True)
    assert raised.value.details["not_implemented"]


def test_claims_of_a_table_can_be_made_elsewhere() -> None:
    asked = []

    class Answer:
        def fresh(self, autograd=True):
            asked.append(autograd)
            return self

    def claims(student, like, number):
        expect((like, number), ("solution", 3), "other arguments")

    student: Any = Answer()
    assert outcome(elsewhere(claims), student, "solution", 3).passed
    assert outcome(elsewhere(claims), student, "solution", 4).message == "other arguments"
    assert asked == [False, False, True]
