"""Claims are counted, and a failure may have a fingerprint of other numbers than those compared."""

from __future__ import annotations

from typing import Never

import numpy as np
import pytest
from claims import outcome

from grader.checks.claims import claim, counted, fingerprint, showing
from grader.checks.compare import close, expect
from grader.errors import StudentError
from grader.outcomes.outcome import Outcome

WRONG = Outcome.failed("wrong_value", "it is wrong", fingerprint=np.array([7.0]))


def raising() -> Never:
    raise StudentError("raised", "the student's own")


def failing(*numbers, **options) -> Outcome:
    def check() -> None:
        with fingerprint(*numbers, **options):
            claim(WRONG)

    return outcome(check)


def test_claims_are_counted_whether_or_not_they_hold() -> None:
    with counted() as claims:
        close(1.0, 1.0)
        expect("a", "a", "")
        assert outcome(close, 1.0, 2.0).cause == "wrong_value"
    assert claims() == 3


def test_a_count_starts_from_nothing() -> None:
    with counted():
        close(1.0, 1.0)
        with counted() as inner:
            pass
    assert inner() == 0


def test_the_first_claim_that_fails_ends_the_check() -> None:
    def check() -> Never:
        claim(None)
        claim(WRONG)
        raise AssertionError("not reached")

    assert outcome(check) is WRONG


@pytest.mark.parametrize(
    ("numbers", "options", "expected"),
    [
        ([1.0, np.ones((2, 1))], {}, [1, 1, 1]),
        ([lambda: (2.0, {"w": np.zeros(2)})], {}, [2, 0, 0]),
        ([raising], {}, [7]),
        ([raising, 3.0], {}, [3]),
        ([1.0], {"own": True}, [7, 1]),
        ([raising], {"own": True}, [7]),
    ],
)
def test_a_failure_has_the_fingerprint_that_it_is_given(numbers, options, expected) -> None:
    assert failing(*numbers, **options).fingerprint.tolist() == expected


def test_a_fingerprint_in_words_is_not_put_before_numbers() -> None:
    def check() -> None:
        with fingerprint(2.0, own=True):
            expect("a", "b", "they differ")

    assert outcome(check).fingerprint.tolist() == [2.0]


def test_what_is_given_for_a_fingerprint_is_not_called_where_nothing_fails() -> None:
    def check() -> None:
        with fingerprint(raising):
            claim(None)

    assert outcome(check).passed


def test_a_failure_shows_what_it_is_given() -> None:
    def check() -> None:
        with showing(reading=lambda: "look here"):
            claim(WRONG)

    assert outcome(check).reading == "look here"
