"""The fewest of several things that are enough."""

from __future__ import annotations

import pytest

from grader.edits.smallest import smallest

ITEMS = [f"item {i}" for i in range(12)]


@pytest.mark.parametrize("wanted", [{0}, {2}, {11}, {4, 5}, {0, 11}, {1, 6, 10}, set(range(12))])
def test_it_finds_what_is_needed_and_no_more(wanted) -> None:
    needed = {ITEMS[i] for i in wanted}
    assert set(smallest(ITEMS, lambda some: needed <= set(some))) == needed


def test_nothing_is_found_where_all_of_them_are_not_enough() -> None:
    assert smallest(ITEMS, lambda some: False) == smallest([], lambda some: True) == []


def test_one_may_be_enough_where_all_of_them_are_too_many() -> None:
    assert smallest(ITEMS, lambda some: some == [ITEMS[7]]) == [ITEMS[7]]


def test_of_two_that_are_enough_the_likelier_is_found() -> None:
    assert smallest(ITEMS, lambda some: bool({ITEMS[5], ITEMS[9]} & set(some))) == [ITEMS[5]]


def test_one_alone_takes_few_tries_and_none_is_made_twice() -> None:
    tried = list[frozenset[str]]()

    def holds(some) -> bool:
        tried.append(frozenset(some))
        return ITEMS[8] in some

    assert smallest(ITEMS, holds) == [ITEMS[8]]
    assert len(tried) == len(set(tried)) <= 14


def test_one_that_is_right_only_for_some_time_ends() -> None:
    left = [5]

    def holds(some) -> bool:
        left[0] -= 1
        return left[0] > 0 and len(some) > 3

    found = smallest(ITEMS, holds)
    assert found and set(found) <= set(ITEMS)
