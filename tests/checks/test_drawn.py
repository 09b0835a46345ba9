"""Distributions in a table of cases."""

from __future__ import annotations

import numpy as np

from grader.checks.data import Data
from grader.checks.drawn import any_of, drawn, magnitudes, shapes, sizes


def draws(case, n=2000):
    return [drawn(case, Data("seed", i)) for i in range(n)]


def test_sizes_are_whole_numbers_between_both_ends_which_are_met() -> None:
    found = draws(sizes(1, 5))
    assert set(found) == {1, 2, 3, 4, 5}
    assert all(type(size) is int for size in found)


def test_each_order_of_magnitude_is_as_likely_as_another() -> None:
    found = np.array(draws(magnitudes(1e-3, 1e3)))
    assert (found >= 1e-3).all() and (found <= 1e3).all()
    parts = [np.mean((low <= found) & (found < 10 * low)) for low in 10.0 ** np.arange(-3, 3)]
    assert min(parts) > 0.12


def test_shapes_have_the_dimensions_and_the_entries_that_are_asked_for() -> None:
    found = draws(shapes(sizes(1, 4), 200), 300)
    assert {len(shape) for shape in found} == {1, 2, 3, 4}
    assert {shape for shape in found if len(shape) == 1} == {(200,)}
    assert len(set(found)) > 100
    assert all(200 <= np.prod(shape) < 1000 for shape in found)
    assert draws(shapes(3, 1), 2) == [(1, 1, 1)] * 2


def test_what_is_drawn_may_lie_in_tuples_and_in_choices() -> None:
    assert {drawn((1, ("x", any_of(sizes(2, 2), "y"))), Data(i)) for i in range(30)} == {(1, ("x", 2)), (1, ("x", "y"))}


def test_the_same_seed_draws_the_same() -> None:
    case = (sizes(1, 10**6), magnitudes(1, 2), any_of(*range(1000)))
    assert drawn(case, Data("one")) == drawn(case, Data("one")) != drawn(case, Data("other"))
