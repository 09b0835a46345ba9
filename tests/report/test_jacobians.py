"""Jacobians as tables around the worst entry, and the picture of one gradient against another."""

from __future__ import annotations

import numpy as np
import pytest
import report_samples as samples

from grader.outcomes.outcome import Jacobians, finite
from grader.report.jacobians import BOTTOM, DOTS, LEFT, RIGHT, TOP, WINDOW, heat


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
    assert (len(table.rows), len(table.columns)) == (WINDOW, WINDOW)
    assert sum("worst" in cell.kinds for _, row in table.rows for cell in row) == 1
    assert at[0] in [i for i, _ in table.rows]
    assert at[1] in table.columns


def test_the_three_jacobians_say_where_the_mistake_is() -> None:
    def meaning(analytic: float, numeric: float, expected: float) -> str:
        found = heat(Jacobians("x", [[analytic]], [[numeric]], [[expected]], 0, 0))
        assert found is not None
        return found.meaning or ""

    assert "the forward is right, the gradient is not" in meaning(2, 1, 1)
    assert "your forward does not compute what is expected" in meaning(2, 2, 1)
    assert "matches neither" in meaning(2, 3, 1)
    assert meaning(1.001, 1, 1) == ""


def test_entries_that_are_not_numbers_differ() -> None:
    found = heat(Jacobians("x", [[None, 0.0]], [[None, 0.0]], [[1.0, 0.0]], 0, 0))
    assert found is not None
    assert [cell.text for cell in found.tables[0].rows[0][1]] == ["≠ not finite", "0"]


@pytest.mark.parametrize(
    "broken", [Jacobians("x", [], [], [], 0, 0), Jacobians("x", [[1.0]], [[1.0]], [[1.0, 2.0]], 0, 0)]
)
def test_jacobians_that_do_not_fit_together_are_left_out(broken: Jacobians) -> None:
    assert heat(broken) is None


def test_the_scatter_crosses_out_what_does_not_fit() -> None:
    found = heat(samples.jacobians())
    assert found is not None
    assert found.scatter is not None
    assert len(found.scatter.crosses) == 1
    assert found.scatter.ring == found.scatter.crosses[0]
    assert found.scatter.said.startswith("1 of 20 entries are not on the diagonal")


def test_a_large_scatter_stays_small_and_in_its_box() -> None:
    rng = np.random.default_rng(0)
    right, wrong = rng.normal(size=(2, 500, 500))
    found = heat(Jacobians("x", finite(wrong), finite(right), finite(right), 499, 0))
    assert found is not None
    assert found.scatter is not None
    points = [*found.scatter.dots, *found.scatter.crosses]
    assert 0 < len(points) <= 2 * DOTS
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in points)


@pytest.mark.parametrize("entries", [[[None]], [[1.0, None]]])
def test_fewer_than_two_points_have_no_scatter(entries: list[list[float | None]]) -> None:
    found = heat(Jacobians("x", entries, entries, [[1.0] * len(entries[0])], 0, 0))
    assert found is not None
    assert found.scatter is None


def test_entries_that_are_all_alike_have_a_scatter() -> None:
    found = heat(Jacobians("x", [[0.0, 0.0]], [[0.0, 0.0]], [[1.0, 1.0]], 0, 0))
    assert found is not None
    assert found.scatter is not None
    assert len(found.scatter.dots) == 1
