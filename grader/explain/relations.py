"""What is generally true of a wrong result in every case that it was asked in, next to the right one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.checks.readings import SAME
from grader.message import say

from .fingerprint import same
from .known_relations import FACTORS, RELATIONS, Pair, Relation

ENOUGH = 3
"""Numbers that have to differ, in two cases at least."""


def relation(pairs: Sequence[Pair]) -> Relation | None:
    """The one that holds in all cases: in two at least that it can be told in, with ENOUGH numbers that differ. pairs:
    of one result, the cases in which it is right too."""
    pairs = [pair for pair in pairs if pair.expected.size]
    if not all(np.isfinite(p.actual).all() and np.isfinite(p.expected).all() for p in pairs):
        return None
    for found in RELATIONS:
        told = list[Pair]()
        for pair in pairs:
            holds = found.holds(pair)
            if holds is False:
                break
            told += [pair] if holds else []
        else:
            if _is_enough(told):
                return found
    return _one_factor(pairs) or _offset(pairs) or _always(pairs) or _approximation(pairs)


def one_factor(pairs: Sequence[Pair]) -> Relation | None:
    """The first of the plain factors that all entries are multiplied by, in all cases."""
    for found in FACTORS:
        if pairs and all(found.holds(pair) is not False for pair in pairs) and any(map(found.holds, pairs)):
            return found
    return None


def _is_enough(told: Sequence[Pair]) -> bool:
    numbers = sum(pair.actual.size for pair in told)
    different = {float(pair.actual.ravel()[0]) for pair in told if pair.actual.size}
    return len(told) >= 2 and numbers >= ENOUGH and len(different) >= 2


def _one_factor(pairs: Sequence[Pair]) -> Relation | None:
    """Every entry the same multiple, in all cases."""
    wrong = [p for p in pairs if p.actual.shape == p.expected.shape and not _tiny(p.expected)]
    if len(wrong) < len(pairs) or sum(p.actual.size for p in wrong) < ENOUGH + 1 or len(wrong) < 2:
        return None
    factors = [float(np.vdot(p.actual, p.expected) / np.vdot(p.expected, p.expected)) for p in wrong]
    k = factors[0]
    if not abs(k) > 1e-6 or abs(k - 1) < 1e-2 or not all(same(p.actual, k * p.expected) for p in wrong):
        return None
    words = say("{what} is {factor} times what is expected, in every case.", what="{what}", factor=f"{k:.4g}")
    return Relation("factor", words, lambda pair: None)


def _offset(pairs: Sequence[Pair]) -> Relation | None:
    """Every entry off by the same number, in all cases."""
    if not all(p.actual.shape == p.expected.shape for p in pairs) or len(pairs) < 2:
        return None
    off = np.concatenate([(p.actual - p.expected).ravel() for p in pairs])
    sizes = [float(np.max(np.abs(p.expected), initial=0.0)) for p in pairs]
    if off.size < ENOUGH + 1 or max(sizes) < 1.01 * min(sizes) or abs(off[0]) < 1e-3 * max(sizes):
        return None
    if np.ptp(off) > SAME * abs(off[0]):
        return None
    words = say("{what} is off by the same number in every case: {number}.", what="{what}", number=f"{off[0]:.6g}")
    return Relation("wrong_formula", words, lambda pair: None)


def _tiny(array: np.ndarray) -> bool:
    return not float(np.max(np.abs(array), initial=0.0)) > 1e-30


def _always(pairs: Sequence[Pair]) -> Relation | None:
    """One number, the same in every case, where what is expected differs. 0 proves nothing."""
    numbers = [float(p.actual) for p in pairs if p.actual.ndim == 0 and p.expected.ndim == 0]
    wanted = {float(p.expected) for p in pairs if p.expected.ndim == 0}
    if len(numbers) < len(pairs) or len(numbers) < ENOUGH or len(set(numbers)) > 1 or len(wanted) < ENOUGH:
        return None
    if numbers[0] == 0:
        return None
    words = say("{what} is {number} in every case, whatever is asked.", what="{what}", number=f"{numbers[0]:.6g}")
    return Relation("hard_coded", words, lambda pair: None)


def _approximation(pairs: Sequence[Pair]) -> Relation | None:
    """Nearly right, and off by a like amount in all of at least three cases."""
    off = []
    for pair in pairs:
        if pair.actual.shape != pair.expected.shape or _tiny(pair.expected):
            return None
        scale = float(np.max(np.abs(pair.expected)))
        off.append(float(np.max(np.abs(pair.actual - pair.expected))) / scale)
    numbers = sum(pair.actual.size for pair in pairs)
    if len(off) < 3 or numbers < 6 or not all(2e-5 < each < 2e-2 for each in off) or max(off) > 30 * min(off):
        return None
    words = say("{what} is nearly right, and a little off in every case: an approximation.")
    return Relation("approximation", words, lambda pair: None)
