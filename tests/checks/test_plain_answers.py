"""Readers of whole numbers, flags, text, lists and dicts take exactly these."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks import plain_answers as plain
from grader.errors import StudentError
from grader.worker import convert
from grader.worker.messages import wire

WHOLE, TRUTHS = np.array([[1, -2]], dtype=np.int32), np.array([True, False])
TAKES = [
    (plain.integer, 3, 3),
    (plain.integer, np.array([7]), 7),
    (plain.flag, True, True),
    (plain.flag, np.array([1.0]).all(), True),
    (plain.flag, TRUTHS[1:], False),
    (plain.string, "abc", "abc"),
    (plain.none, None, None),
    (plain.integers, WHOLE, [[1, -2]]),
    (plain.booleans, TRUTHS, [True, False]),
    (plain.optional(plain.integer), None, None),
    (plain.optional(plain.integer), 3, 3),
    (plain.list_of(plain.integer), (1, 2), [1, 2]),
    (plain.list_of(plain.list_of(plain.integer)), [[1], []], [[1], []]),
    (plain.dict_of(plain.flag), {"a": True}, {"a": True}),
]
REFUSES = [
    (plain.integer, True, "wrong_type"),
    (plain.integer, 1.0, "wrong_type"),
    (plain.integer, WHOLE, "wrong_type"),
    (plain.flag, 1, "wrong_type"),
    (plain.flag, TRUTHS, "wrong_type"),
    (plain.string, 1, "wrong_type"),
    (plain.none, 0, "wrong_type"),
    (plain.integers, np.array([1.0]), "wrong_type"),
    (plain.integers, 1, "wrong_type"),
    (plain.booleans, WHOLE, "wrong_type"),
    (plain.optional(plain.integer), "x", "wrong_type"),
    (plain.list_of(plain.integer), [1, "x"], "wrong_type"),
    (plain.list_of(plain.integer, most=2), [1, 2, 3], "wrong_shape"),
    (plain.list_of(plain.integer), {"a": 1}, "wrong_type"),
    (plain.dict_of(plain.integer), {1: 1}, "wrong_type"),
    (plain.dict_of(plain.integer), {"a": None}, "wrong_type"),
    (plain.dict_of(plain.integer, most=0), {"a": 1}, "wrong_shape"),
]


@pytest.mark.parametrize(("reader", "value", "expected"), TAKES)
def test_what_fits_is_read(reader, value, expected) -> None:
    found = reader(convert.to_wire(value), "it")
    assert (found.tolist() if isinstance(found, np.ndarray) else found) == expected


@pytest.mark.parametrize(("reader", "value", "cause"), REFUSES)
def test_what_does_not_fit_is_named(reader, value, cause) -> None:
    with pytest.raises(StudentError) as raised:
        reader(convert.to_wire(value), "it")
    assert raised.value.cause == cause


def test_the_entry_that_is_wrong_is_named() -> None:
    with pytest.raises(StudentError, match=r"entry \[1\] of it is the text 'x', expected a whole number"):
        plain.list_of(plain.integer)(wire.Items("list", [1, "x"]), "it")
