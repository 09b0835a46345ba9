"""Loss curves compared with the reference's."""

from __future__ import annotations

import numpy as np
import pytest
from claims import outcome

from grader.checks.training import departure, first_loss, train_alike, trajectory

CURVE = 10.0 * 0.8 ** np.arange(12)


def test_the_same_curve_in_float32_passes() -> None:
    assert outcome(trajectory, CURVE.astype(np.float32).astype(float), CURVE).passed


def test_a_late_loss_is_compared_within_one_percent_of_the_largest() -> None:
    curve = np.array([100.0, 1.0, 1e-9])
    assert outcome(trajectory, np.array([100.0, 1.0, 5e-5]), curve).passed
    assert outcome(trajectory, np.array([100.0, 1.0, 5e-3]), curve).cause


def test_the_first_step_that_parts_is_named_with_its_distance() -> None:
    wrong = CURVE.copy()
    wrong[5:] *= 1.1
    found = outcome(trajectory, wrong, CURVE)
    assert (found.cause, found.where, found.curves.first) == ("wrong_trajectory", "step 5", 5)
    assert "10.00% off" in found.message
    assert "first 5 losses are right" in found.reading


def test_a_loss_recorded_after_the_update_is_one_step_early() -> None:
    assert "after the update" in outcome(trajectory, CURVE[1:], CURVE[:-1]).reading


def test_the_number_of_losses_and_nan_are_named() -> None:
    assert outcome(trajectory, CURVE[:-1], CURVE).cause == "wrong_shape"
    assert outcome(trajectory, np.array([]), CURVE).cause == "wrong_shape"
    broken = CURVE.copy()
    broken[3:] = np.nan
    found = outcome(trajectory, broken, CURVE)
    assert (found.cause, found.where) == ("not_finite", "step 3")
    assert found.curves.actual[3] is None


def test_nan_never_passes() -> None:
    assert outcome(trajectory, np.full(12, np.nan), CURVE).cause == "not_finite"


def test_two_losses_that_differ_look_different() -> None:
    found = outcome(trajectory, CURVE + 2e-7, CURVE, rtol=1e-9)
    assert "10.0000002, expected 10 " in found.message


def test_a_first_loss_that_differs_blames_neither_the_prediction_nor_the_loss_alone() -> None:
    reading = outcome(trajectory, CURVE + np.arange(12) ** 2 + 1, CURVE).reading
    assert "from the very first one" in reading
    assert "starting values, the prediction or the loss" in reading


def test_losses_that_begin_elsewhere_are_not_said_to_come_before_any_update() -> None:
    assert "before any update" not in outcome(trajectory, CURVE + np.array([9.0] * CURVE.size), CURVE).reading


def test_losses_of_an_earlier_call_before_the_right_ones_ask_where_the_list_is_made() -> None:
    kept = np.concatenate([[7.0, 5.0, 3.0], CURVE])
    assert "kept from an earlier call" in outcome(trajectory, kept, CURVE).reading
    assert outcome(trajectory, np.concatenate([CURVE, [1.0]]), CURVE).reading is None


def test_more_losses_than_steps_ask_for_a_list_that_is_kept_and_for_a_loss_recorded_twice() -> None:
    for losses in (np.repeat(CURVE, 2), np.concatenate([np.ones(30), CURVE / 2])):
        reading = outcome(trajectory, losses, CURVE).reading
        assert "kept from an earlier call" in reading and "more than one loss recorded in a step" in reading


def test_one_loss_where_more_are_expected_asks_where_the_return_is() -> None:
    reading = "Is `return` inside the loop, or is the list made again in each step?"
    assert outcome(trajectory, CURVE[:1], CURVE).reading == reading
    assert outcome(trajectory, CURVE[:2], CURVE).reading is None
    assert outcome(trajectory, np.array([]), CURVE[:1]).reading is None


class Trained:
    """A function for both sides, which returns the given values."""

    def __init__(self, *returned) -> None:
        self.returned = returned if len(returned) > 1 else returned[0]

    def __call__(self, *problem):
        return self.returned


@pytest.mark.parametrize(
    ("mine", "words"),
    [
        ((2.0, CURVE), ""),
        ((2.0, CURVE * 2), "Every loss is 2 times what is expected."),
        ((3.0, CURVE), "the returned w is 3, expected 2"),
    ],
)
def test_two_trainings_are_compared_by_their_losses_and_their_other_results(mine, words) -> None:
    found = outcome(train_alike, Trained(*mine), Trained(2.0, CURVE), returned=["the returned w"])
    assert words in f"{found.message} {found.reading}"
    assert found.passed == (not words)


def test_a_vector_that_is_returned_has_a_name_for_each_entry() -> None:
    mine, reference = Trained((1.0, 2.0), CURVE), Trained((1.0, 3.0), CURVE)
    found = outcome(train_alike, mine, reference, returned=[("a", "b")])
    assert found.message == "b is 2, expected 3"


def test_only_what_is_asked_for_is_compared() -> None:
    mine, reference = Trained(3.0, 2 * CURVE), Trained(2.0, CURVE)
    assert "Every loss is 2 times" in outcome(train_alike, mine, reference).reading
    found = outcome(train_alike, mine, reference, returned=["the returned w"], losses=False)
    assert found.message == "the returned w is 3, expected 2"


def test_more_steps_tell_mistakes_apart() -> None:
    def mine(steps):
        return np.full(steps, 3.0)

    found = outcome(train_alike, mine, lambda steps: np.full(steps, 2.0), 1, more=3)
    assert found.message == "the first loss is 3, expected 2"
    assert found.fingerprint.tolist() == [3.0, 3.0, 3.0]


def test_a_first_loss_is_one_loss() -> None:
    first_loss(CURVE[:1], CURVE[:1])
    assert outcome(first_loss, CURVE[:2], CURVE[:1]).cause == "wrong_shape"
    assert outcome(first_loss, 2 * CURVE[:1], CURVE[:1]).message == "the first loss is 20, expected 10"


def test_losses_that_are_all_the_same_number_blame_no_gradient() -> None:
    for losses in (np.full(4, 8.0), np.full(4, 3.0)):
        found = departure(losses, np.array([8.0, 4.0, 2.0, 1.0]))
        assert found is not None and "All your losses are the same number" in (found.reading or "")
