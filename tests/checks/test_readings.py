"""Readings: what holds for a wrong answer in any exercise."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks.readings import reading

E = np.array([1.5, -2.0, 0.25, 3.0])
M = np.arange(6.0).reshape(2, 3) + 1


@pytest.mark.parametrize(
    ("actual", "expected", "samples", "words"),
    [
        (8 * E, E, 8, "N times"),
        (E / 8, E, 8, "1/N"),
        (-E, E, 8, "negative"),
        (2 * E, E, 8, "2 times"),
        (E / 2, E, 8, "half"),
        (E * 3.7, E, 8, "3.7 times"),
        (np.array(16.0), np.array(2.0), 8, "N times"),
        (np.array(7.0), np.array(2.0), 8, None),
        (np.array([7.0, 0.0]), np.array([2.0, 0.0]), 8, None),
        (M.T.copy(), M, None, "transpose"),
        (E[:, None], E, None, "only the shape"),
        (np.ones((4, 4)), E, None, "broadcasts"),
        (np.cumsum(E), E, None, "never cleared"),
        (E + 1, E, 8, None),
        (E * np.nan, E, 8, None),
        (np.zeros(4), E, 8, None),
        (E, np.zeros(4), 8, None),
    ],
)
def test_a_difference_is_put_into_words(actual, expected, samples, words) -> None:
    sentence = reading(actual, expected, samples)
    assert (sentence is None) if words is None else (words in sentence)
