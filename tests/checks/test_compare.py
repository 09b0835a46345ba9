"""Comparing numbers, and the messages about those that differ."""

from __future__ import annotations

import numpy as np
import pytest
from claims import outcome

from grader.checks.compare import TOLERANCES, Tolerance, close, is_close


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        (12.58112501, 12.58112504, "your answer is 12.58112501, expected 12.58112504"),
        (3.0, 4.0, "your answer is 3, expected 4"),
        (np.nextafter(0.1, 1), 0.1, "your answer is 0.10000000000000002, expected 0.10000000000000001"),
        (np.array([1.0, np.nan]), np.array([1.0, 2.0]), "your answer[1] is nan, expected 2"),
    ],
)
def test_two_that_differ_look_different(actual, expected, words) -> None:
    exact = type(TOLERANCES["float64"])(0.0, 0.0)
    assert outcome(close, actual, expected, tolerance=exact).message == words


def test_entries_that_have_names_are_called_by_them() -> None:
    found = outcome(close, np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 4.0]), names=["a", "b", "c after one step"])
    assert found.message == "c after one step is 3, expected 4"
    assert found.where is None


@pytest.mark.parametrize(("actual", "passed"), [(0.0, True), (9e-7, True), (2e-6, False), (np.nan, False)])
def test_near_zero_an_absolute_error_can_be_allowed(actual, passed) -> None:
    assert is_close(actual, 0.0, Tolerance(1e-4, 1e-5, absolute=1e-6)) is passed
