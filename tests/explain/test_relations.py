from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.explain.known_relations import Pair
from grader.explain.relations import relation

RANDOM = np.random.default_rng(1)
CURVES = [np.cumsum(RANDOM.uniform(0.1, 1.0, n))[::-1].copy() for n in (4, 7, 9)]
NUMBERS = [np.asarray(each) for each in RANDOM.normal(size=5) * 10]


def pairs(make: Callable[[np.ndarray], np.ndarray], expected: list[np.ndarray]) -> list[Pair]:
    return [Pair(np.asarray(make(each)), each, samples=5 + i) for i, each in enumerate(expected)]


CASES: dict[str, Any] = {
    "sign": (lambda e: -e, NUMBERS, "sign"),
    "half": (lambda e: e / 2, NUMBERS, "factor"),
    "any factor": (lambda e: 1.7 * e, NUMBERS, "factor"),
    "offset": (lambda e: e + 1, NUMBERS, "wrong_formula"),
    "root": (np.sqrt, [abs(each) for each in NUMBERS], "wrong_formula"),
    "constant": (lambda e: np.asarray(2.0), NUMBERS, "hard_coded"),
    "rounded": (lambda e: np.round(e, 1), NUMBERS, "approximation"),
    "early": (lambda e: np.append(e[1:], 0.05), CURVES, "order_of_statements"),
    "late": (lambda e: np.append(e[0], e[:-1]), CURVES, "order_of_statements"),
    "one more": (lambda e: np.append(e, 0.01), CURVES, "off_by_one"),
    "one less": (lambda e: e[:-1], CURVES, "off_by_one"),
    "every second": (lambda e: e[::2], CURVES, "wrong_return"),
    "summed up": (np.cumsum, CURVES, "wrong_return"),
    "reversed": (lambda e: e[::-1], CURVES, "wrong_return"),
    "nearly": (lambda e: e * 1.001 + 0.001, CURVES, "approximation"),
    "nothing known": (lambda e: np.sin(3 * e), NUMBERS, None),
    "zero": (lambda e: 0 * e, NUMBERS, None),
    "NaN": (lambda e: np.nan * e, NUMBERS, None),
    "right": (lambda e: e, NUMBERS, None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_relation_is_found_where_it_holds_in_every_case(name: str) -> None:
    make, expected, kind = CASES[name]
    found = relation(pairs(make, expected))
    assert (found.kind if found else None) == kind


def test_n_is_the_number_of_samples() -> None:
    found = relation([Pair(pair.expected * pair.samples, pair.expected, pair.samples) for pair in pairs(abs, NUMBERS)])
    assert found is not None
    assert found.kind == "reduction"


def test_one_case_that_speaks_against_it_is_enough() -> None:
    right_so_far = pairs(lambda e: -e, NUMBERS)
    assert relation([*right_so_far, Pair(np.asarray(1.0), np.asarray(2.0), 5)]) is None


def test_one_case_is_not_enough() -> None:
    assert relation(pairs(lambda e: -e, NUMBERS[:1])) is None
