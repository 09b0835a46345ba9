"""What readers say of a result that is another kind of thing than expected."""

from __future__ import annotations

import pytest

from grader.checks.answers import mapping, number, results
from grader.errors import StudentError
from grader.worker import wire


def refusal(reader, value) -> StudentError:
    with pytest.raises(StudentError) as caught:
        reader(value, "the result of f")
    return caught.value


def test_nothing_returned_is_another_mistake_than_one_result_missing():
    pair = results(number, number)
    nothing, one = refusal(pair, None), refusal(pair, wire.Items("tuple", [1.0, None]))
    assert nothing.details["actual"] == one.details["actual"] == "None (is a return missing?)"
    assert nothing.details["evidence"] != one.details["evidence"]


def test_a_missing_key_is_told_in_a_sentence():
    error = refusal(mapping(number, "x", "y"), wire.Entries({"dx": 1.0, "y": 2.0}))
    assert error.message == "the result of f is a dict without the key 'x', expected a dict with the keys 'x', 'y'"
