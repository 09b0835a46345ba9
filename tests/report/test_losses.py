"""Loss curves: where they leave the reference, and which mistakes are laid over them."""

from __future__ import annotations

import re

import pytest
import report_samples as samples

from grader.outcomes.outcome import Candidate, Curves
from grader.report.losses import BOTTOM, BUCKETS, LEFT, RIGHT, TOP, loss_chart

POINT = re.compile(r"[ML]([\d.e+-]+) ([\d.e+-]+)")


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in POINT.findall(path)]


CASES = {
    "usual": samples.curves(),
    "one point": Curves([3.0], [4.0], 0),
    "nothing": Curves([], [], None),
    "none of yours": Curves([], [1.0, 0.5], 0),
    "all NaN": Curves([None] * 10, [None] * 10, 0),
    "a gap": Curves([5.0, None, 3.0, None, None, 1.0], samples.descent(6), 1),
    "blown up": Curves([10.0**i for i in range(0, 308, 7)], samples.descent(44), 1),
    "huge and negative": Curves([-1.7e308, 1.7e308], [0.0, 1.0], 0),
    "below zero": Curves([-1.0, -5.0, -500.0], [-1.0, -2.0, -3.0], 1),
    "down to zero": Curves([100.0, 1e-5, 0.0], [100.0, 1.0, 0.0], 1),
    "tiny": Curves([5e-324, 1e-300], [1e-310, 0.0], 0),
    "constant": Curves([2.0, 2.0], [2.0, 2.0], None),
    "zeros": Curves([0.0, 0.0], [0.0, 0.0], None),
    "long": Curves(samples.descent(2000, 0.999), samples.descent(2000, 0.998), 1),
    "other lengths": Curves(samples.descent(5), samples.descent(9), 5),
    "explained": samples.explained(),
    "explained by nothing finite": Curves([1.0, 2.0], [1.0, 1.5], 1, [Candidate("m", [None, None])]),
    "explained by more steps": Curves([1.0, 2.0], [1.0, 1.5], 1, [Candidate("m", [1.0, 1.2, 1.4])]),
    "mark beyond the end": Curves(samples.descent(5), samples.descent(5), 5),
}


@pytest.mark.parametrize("name", CASES)
def test_everything_stays_in_the_box(name: str) -> None:
    chart = loss_chart(CASES[name])
    explanations = [point for _, path in chart.candidates for point in points(path)]
    for x, y in [*points(chart.yours), *points(chart.reference), *explanations]:
        assert LEFT <= x <= RIGHT
        assert TOP <= y <= BOTTOM
    assert all(TOP <= y <= BOTTOM for y, _ in chart.y_ticks)
    assert len(chart.y_ticks) <= 8
    assert 1 <= len(chart.x_ticks) <= 7
    assert chart.mark is None or LEFT <= chart.mark.x <= RIGHT


def test_a_wide_range_is_logarithmic_and_a_sign_is_not() -> None:
    assert loss_chart(CASES["blown up"]).logarithmic
    assert loss_chart(CASES["down to zero"]).logarithmic
    assert not loss_chart(CASES["usual"]).logarithmic
    assert not loss_chart(CASES["below zero"]).logarithmic
    assert "The scale is logarithmic." in loss_chart(CASES["blown up"]).said


def test_gaps_lift_the_pen_and_lone_points_are_dots() -> None:
    chart = loss_chart(CASES["a gap"])
    assert chart.yours.count("M") == 3
    assert chart.yours.count("h0") == 3
    assert "Of your 6 losses 3 are infinite or NaN: the curve has a gap there." in chart.said
    assert chart.rows[1] == (1, "not finite", "38")


def test_long_curves_are_thinned_but_keep_peaks_ends_and_the_mark() -> None:
    losses: list[float | None] = [1.0 + i % 2 / 1000 for i in range(2000)]
    losses[777] = 9.0
    chart = loss_chart(Curves(losses, samples.descent(2000, 0.999), 1234))
    drawn = points(chart.yours)
    assert len(drawn) <= 2 * BUCKETS + 3
    assert drawn[0][0] == LEFT
    assert drawn[-1][0] == RIGHT
    peak = LEFT + (RIGHT - LEFT) * 777 / 1999
    highest = min(drawn, key=lambda point: point[1])
    assert highest[0] == pytest.approx(peak, abs=0.1)
    assert chart.mark is not None
    assert chart.mark.x in [x for x, _ in drawn]


def test_the_first_step_apart_is_marked_and_named() -> None:
    chart = loss_chart(samples.curves(40, 6))
    assert chart.mark is not None
    assert (chart.mark.step, len(chart.mark.dots), chart.mark.anchor) == (6, 2, "start")
    assert chart.said == ["Your losses are the same as the reference's for 6 steps and differ from step 6 on."]
    assert [step for step, _, _ in chart.rows] == [5, 6, 7, 8, 39]


def test_curves_of_other_lengths_say_so() -> None:
    chart = loss_chart(CASES["other lengths"])
    assert "There are 5, expected 9." in chart.said
    assert (5, "none", "30.9512") in chart.rows


def test_each_explanation_says_what_the_losses_would_be() -> None:
    chart = loss_chart(samples.explained())
    assert [name for name, _ in chart.candidates] == ["gradients never cleared", "loss halved", "uphill"]
    assert chart.said[1:] == [
        "With the mistake “gradients never cleared” the losses are exactly yours.",
        "With the mistake “loss halved” the loss of step 6 would be 14.7018.",
        "With the mistake “uphill” the loss of step 6 would be 301.181.",
    ]


def test_an_explanation_never_widens_the_scale() -> None:
    with_them, without = loss_chart(samples.explained()), loss_chart(samples.curves())
    assert (with_them.yours, with_them.y_ticks) == (without.yours, without.y_ticks)
