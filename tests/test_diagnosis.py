from __future__ import annotations

import numpy as np

from grader.checks.training import trajectory
from grader.diagnosis import CANDIDATES, explained
from grader.outcome import Curves, Outcome

EXPECTED = np.array([8.0, 4.0, 2.0, 1.0])


def found(*losses: float) -> Outcome:
    return trajectory(np.array(losses), EXPECTED)


OTHERS = {
    "far": found(8, 80, 800, 8000),
    "near": found(8, 5, 3.1, 2.1),
    "nearer": found(8, 5, 3.05, 2.05),
    "not_finite": found(8, np.inf, np.inf, np.inf),
    "same": found(8, 5, 3, 2),
}


def curves(*losses: float) -> Curves:
    found_curves = found(*losses).curves
    assert found_curves is not None
    return found_curves


def test_the_recognised_mistake_comes_first_then_the_nearest():
    result = explained(curves(8, 5, 3, 2), OTHERS, "far")
    assert [candidate.mistake for candidate in result.candidates] == ["far", "same", "nearer"]
    assert len(result.candidates) == CANDIDATES
    unknown = explained(curves(8, 5, 3, 2), OTHERS, None)
    assert [candidate.mistake for candidate in unknown.candidates] == ["same", "nearer", "near"]


def test_losses_on_other_data_or_of_another_number_explain_nothing():
    elsewhere = trajectory(np.array([8.0, 5.0, 3.0, 2.0]), EXPECTED + 1)
    fewer = found(8, 5, 3)
    passed = found(*EXPECTED)
    result = explained(curves(8, 5, 3, 2), {"elsewhere": elsewhere, "fewer": fewer, "passed": passed}, "elsewhere")
    assert result.candidates == []


def test_what_is_not_finite_is_stored_as_null():
    result = explained(curves(8, 5, 3, 2), {"not_finite": OTHERS["not_finite"]}, "not_finite")
    assert result.candidates[0].losses == [8.0, None, None, None]
