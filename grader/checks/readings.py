"""What is generally true of a wrong answer, for any exercise: a factor, a transposition, a shape, a running sum."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from grader.message import Message, say

SAME = 1e-4
"""Relative agreement that makes a reading: two float32 computations of the same thing are closer."""


@np.errstate(all="ignore")
def reading(actual: np.ndarray, expected: np.ndarray, samples: int | None = None) -> str | None:
    """One sentence on how `actual` differs from `expected`, or None."""
    for look in (_factor(samples), _same_numbers_other_shape, _transposed, _broadcast, _accumulated):
        if sentence := look(actual, expected):
            return sentence
    return None


def agree(a: np.ndarray, b: np.ndarray) -> bool:
    """Same shape, and equal to SAME relative to the largest entry; not where there is nothing but zeros or NaN."""
    if a.shape != b.shape or a.size == 0 or not (np.isfinite(a).all() and np.isfinite(b).all()):
        return False
    scale = float(np.max(np.abs(b)))
    return scale > 0 and bool((np.abs(a - b) <= SAME * scale).all())


def _factor(samples: int | None) -> Callable[[np.ndarray, np.ndarray], str | None]:
    def look(actual: np.ndarray, expected: np.ndarray) -> str | None:
        if actual.shape != expected.shape or actual.size == 0 or not np.isfinite(actual).all():
            return None
        norm = float(np.sum(expected * expected))
        if not norm > 0:
            return None
        k = float(np.sum(actual * expected)) / norm
        if abs(k) < 1e-9 or abs(k - 1) < 1e-3 or not agree(actual / k, expected):
            return None
        return _factor_in_words(k, samples, one=actual.size == 1)

    return look


def _factor_in_words(k: float, samples: int | None, one: bool) -> str | None:
    n = samples or 0
    for factor, words in [*_FACTORS_OF_N[:5], *_FACTORS, *_FACTORS_OF_N[5:]] if n > 2 else _FACTORS:
        value = factor(n)
        if abs(k - value) <= SAME * abs(value):
            return Message(words.template, {"n": n})
    if one:  # any two numbers have some ratio
        return None
    return say("Every entry is {factor} times what is expected.", factor=f"{k:.6g}")


_Factor = tuple[Callable[[int], float], Message]
_FACTORS: list[_Factor] = [
    (lambda n: -1, say("It is exactly the negative of what is expected: look for a wrong sign.")),
    (lambda n: 2, say("It is exactly 2 times what is expected: is there a factor 2 too many?")),
    (lambda n: 1 / 2, say("It is exactly half of what is expected: is a factor 2 missing?")),
    (lambda n: -2, say("It is exactly −2 times what is expected: the sign is wrong, and a factor 2 too many.")),
    (lambda n: -1 / 2, say("It is exactly −1/2 times what is expected: the sign is wrong, and a factor 2 is missing.")),
]
_FACTORS_OF_N: list[_Factor] = [
    (
        lambda n: n,
        say("It is exactly N times what is expected (N = {n}, the number of samples): a sum in place of a mean."),
    ),
    (
        lambda n: 1 / n,
        say("It is exactly 1/N of what is expected (N = {n}, the number of samples): a mean in place of a sum."),
    ),
    (lambda n: -n, say("It is exactly −N times what is expected (N = {n}, the number of samples).")),
    (lambda n: n * n, say("It is exactly N² times what is expected (N = {n}, the number of samples).")),
    (lambda n: 1 / n / n, say("It is exactly 1/N² of what is expected (N = {n}): it is divided by N twice.")),
    (lambda n: 2 * n, say("It is exactly 2N times what is expected (N = {n}, the number of samples).")),
    (lambda n: n / 2, say("It is exactly N/2 times what is expected (N = {n}, the number of samples).")),
]
"""Of the number of samples. The first five are tried before the plain ones, the others after them."""


def _same_numbers_other_shape(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if actual.shape != expected.shape and actual.size == expected.size and agree(actual.ravel(), expected.ravel()):
        shapes = {"actual": str(actual.shape), "expected": str(expected.shape)}
        return say("The numbers are right, only the shape is not: {actual} instead of {expected}.", **shapes)
    return None


def _transposed(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if expected.ndim == 2 and min(expected.shape) > 1 and agree(actual, np.ascontiguousarray(expected.T)):
        return say("It is the transpose of what is expected.")
    return None


def _broadcast(actual: np.ndarray, expected: np.ndarray) -> str | None:
    n = expected.size
    if expected.ndim <= 2 and n > 1 and actual.shape == (n, n):
        return say("A matrix of {n} × {n} came out of {n} numbers: (N, 1) against (N,) broadcasts to (N, N).", n=n)
    return None


def _accumulated(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if expected.ndim == 1 and expected.size > 2 and agree(actual, np.cumsum(expected)):
        return say("Each entry is the sum of all before it: the gradient is added up and never cleared.")
    return None
