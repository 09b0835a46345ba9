from __future__ import annotations

import re

import pytest
import report_samples as samples

from grader.outcome import Curves, Jacobians
from grader.report.charts import BOTTOM, BUCKETS, LEFT, RIGHT, TOP, heat, loss_chart

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
    "mark beyond the end": Curves(samples.descent(5), samples.descent(5), 5),
}


@pytest.mark.parametrize("name", CASES)
def test_everything_stays_in_the_box(name: str) -> None:
    chart = loss_chart(CASES[name])
    for x, y in [*points(chart.yours), *points(chart.reference)]:
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
    assert "The scale is logarithmic." in loss_chart(CASES["blown up"]).caption


def test_gaps_lift_the_pen_and_lone_points_are_dots() -> None:
    chart = loss_chart(CASES["a gap"])
    assert chart.yours.count("M") == 3
    assert chart.yours.count("h0") == 3
    assert "3 of your 6 losses are not finite (infinite or NaN)" in chart.caption
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


def test_the_first_step_apart_is_marked_and_said() -> None:
    chart = loss_chart(samples.curves(40, 6))
    assert chart.mark is not None
    assert (chart.mark.step, len(chart.mark.dots), chart.mark.anchor) == (6, 2, "start")
    assert chart.caption == "Your losses follow the reference's for 6 steps and leave them at step 6."
    assert [step for step, _, _ in chart.rows] == [5, 6, 7, 8, 39]


def test_curves_of_other_lengths_say_so() -> None:
    chart = loss_chart(CASES["other lengths"])
    assert "There are 5, expected 9." in chart.caption
    assert (5, "none", "30.9512") in chart.rows


def test_a_small_jacobian_is_shown_whole_with_its_worst_entry() -> None:
    found = heat(samples.jacobians())
    assert found is not None
    assert [len(table.rows) for table in found.tables] == [4, 4, 4]
    assert found.part is None
    yours = found.tables[0].rows[2][1][3]
    assert (yours.text, yours.kinds) == ("≠ -7.25", "n4 worst differs")
    assert "row 2 and column 3: your gradient -7.25, expected 0.4202, differences of your forward 0.4202" in found.worst
    assert [[c.kinds.count("differs") for _, row in t.rows for c in row].count(1) for t in found.tables] == [1, 0, 0]


@pytest.mark.parametrize("at", [(0, 0), (20, 30), (39, 49)])
def test_a_large_jacobian_is_cropped_around_its_worst_entry(at: tuple[int, int]) -> None:
    found = heat(samples.jacobians(40, 50, at))
    assert found is not None
    assert found.part is not None
    assert "of 40" in found.part
    table = found.tables[0]
    assert (len(table.rows), len(table.columns)) == (12, 12)
    assert sum("worst" in cell.kinds for _, row in table.rows for cell in row) == 1
    assert at[0] in [i for i, _ in table.rows]
    assert at[1] in table.columns


def test_the_three_jacobians_say_where_the_mistake_is() -> None:
    def meaning(analytic: float, numeric: float, expected: float) -> str:
        found = heat(Jacobians("x", [[analytic]], [[numeric]], [[expected]], 0, 0))
        assert found is not None
        return found.meaning or ""

    assert "the forward is right, the gradient is not" in meaning(2, 1, 1)
    assert "it is the forward that computes something else" in meaning(2, 2, 1)
    assert "fits neither" in meaning(2, 3, 1)
    assert meaning(1.001, 1, 1) == ""


def test_entries_that_are_no_numbers_differ() -> None:
    found = heat(Jacobians("x", [[None, 0.0]], [[None, 0.0]], [[1.0, 0.0]], 0, 0))
    assert found is not None
    assert [cell.text for cell in found.tables[0].rows[0][1]] == ["≠ not finite", "0"]


@pytest.mark.parametrize(
    "broken", [Jacobians("x", [], [], [], 0, 0), Jacobians("x", [[1.0]], [[1.0]], [[1.0, 2.0]], 0, 0)]
)
def test_jacobians_that_do_not_fit_together_are_left_out(broken: Jacobians) -> None:
    assert heat(broken) is None
