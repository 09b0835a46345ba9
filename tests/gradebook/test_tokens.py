"""Late days that cost nothing are spent where most points come of it."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from grader.gradebook import tokens


def test_they_go_where_they_give_most() -> None:
    assert tokens.spent({"a": [5, 6], "b": [5, 9, 11], "c": [8]}, 2) == {"b": 2}
    assert tokens.spent({"a": [5, 6], "b": [5, 9, 11], "c": [8]}, 3) == {"a": 1, "b": 2}


def test_a_first_one_that_gives_nothing_is_spent_where_the_next_gives_much() -> None:
    assert tokens.spent({"a": [5, 5, 5, 10], "b": [9, 10]}, 3) == {"a": 3}


def test_none_is_spent_for_nothing_and_of_equals_the_earlier_exercise_gets_it() -> None:
    assert tokens.spent({"a": [5, 5], "b": [5, 5]}, 2) == {}
    assert tokens.spent({"a": [5, 6], "b": [5, 6]}, 1) == {"a": 1}


@given(
    st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=4).map(sorted), max_size=4),
    st.integers(0, 6),
)
def test_no_other_way_gives_more(scores, all_of) -> None:
    named = {str(i): [each / 4 for each in gives] for i, gives in enumerate(scores)}
    found = tokens.spent(named, all_of)
    ways = (way for way in itertools.product(*(range(len(each)) for each in scores)) if sum(way) <= all_of)
    most = max((sum(named[str(i)][n] for i, n in enumerate(way)), -sum(way)) for way in ways)
    assert (sum(named[i][found.get(i, 0)] for i in named), -sum(found.values())) == most
