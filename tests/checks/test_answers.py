"""What readers report for a result of another type than expected."""

from __future__ import annotations

from typing import Any

import pytest

from grader.checks.answers import losses, mapping, number, results, sequence
from grader.errors import StudentError
from grader.message import say
from grader.worker.messages import wire


def refusal(reader, value) -> StudentError:
    with pytest.raises(StudentError) as caught:
        reader(value, say("the result of {function}", function="f"))
    return caught.value


def test_nothing_returned_is_another_mistake_than_one_result_missing() -> None:
    pair = results(number, number)
    nothing, one = refusal(pair, None), refusal(pair, wire.Items("tuple", [1.0, None]))
    assert nothing.details["actual"] == one.details["actual"] == "None (is a return missing?)"
    assert nothing.details["fingerprint"] != one.details["fingerprint"]


def test_a_missing_key_is_reported_in_a_sentence() -> None:
    error = refusal(mapping(number, "x", "y"), wire.Dict({"dx": 1.0, "y": 2.0}))
    assert error.message == "the result of f is a dict without the key 'x', expected a dict with the keys 'x', 'y'"


@pytest.mark.parametrize(
    ("place", "words"),
    [(0, "the first result"), (1, "the second result"), (3, "the fourth result"), (4, "result 5")],
)
def test_one_of_several_results_is_counted_and_not_indexed(place, words) -> None:
    values: list[Any] = [1.0] * 5
    values[place] = "x"
    error = refusal(results(*[number] * 5), wire.Items("tuple", values))
    assert error.message == f"{words} of f is the text 'x', expected a number"


def test_an_entry_within_a_result_says_which_and_of_what() -> None:
    wrong = wire.Items("list", [1.0, "x"])
    pair = wire.Items("tuple", [1.0, wrong])
    for reader, value, place in (
        (losses, wrong, "entry [1] of the result of f"),
        (results(number, sequence(number, 2)), pair, "entry [1] of the second result of f"),
        (mapping(number, "x"), wire.Dict({"x": "x"}), "entry ['x'] of the result of f"),
    ):
        assert refusal(reader, value).message == f"{place} is the text 'x', expected a number"


def test_what_a_stub_returned_names_its_module_and_is_not_a_known_mistake() -> None:
    with pytest.raises(StudentError) as raised:
        losses(wire.Kept(0, "stub of pandas"), "the losses")
    assert raised.value.message == "the losses is what a stub of pandas returned, expected a list of numbers"
    assert raised.value.details["reading"].startswith("pandas is not here")
    assert raised.value.details["fingerprint"] is None


FIT = results(sequence(number, 2), losses, names=("(a, b)", "losses"))
ONES = wire.Items("list", [1.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        (ONES, "(a, b)"),
        (wire.Items("tuple", [ONES]), "(a, b)"),
        (wire.Items("tuple", [wire.Items("tuple", [1.0, "2"])]), None),
        (wire.Items("tuple", [1.0, 2.0]), None),
        (wire.Items("tuple", [ONES, ONES, ONES]), None),
        (None, None),
    ],
)
def test_the_result_that_is_missing_is_named_where_only_one_can_be(value, missing) -> None:
    with pytest.raises(StudentError) as raised:
        FIT(value, "fit")
    reading = raised.value.details.get("reading")
    assert reading == (missing and f"Of these, {missing} seems to be missing.")
    right_number = isinstance(value, wire.Items) and len(value.items) == 2
    assert right_number or raised.value.message.endswith("expected 2 things: (a, b), losses")
