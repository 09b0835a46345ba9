"""What is generally true of a wrong answer, for any exercise: a factor, a transposition, a shape, a running sum."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

SAME = 1e-4
"""Relative agreement that makes a reading: two float32 computations of the same thing are closer."""


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
    def near(value: float) -> bool:
        return abs(k - value) <= SAME * abs(value)

    n = samples or 0
    named = [
        (-1.0, "exactly the negative of what is expected: look for a wrong sign"),
        (2.0, "exactly 2 times what is expected: is there a factor 2 too many?"),
        (0.5, "exactly half of what is expected: is a factor 2 missing?"),
        (-2.0, "exactly −2 times what is expected: the sign is wrong, and a factor 2 too many"),
        (-0.5, "exactly −1/2 times what is expected: the sign is wrong, and a factor 2 is missing"),
    ]
    if n > 2:
        named = [
            (float(n), f"exactly N times what is expected (N = {n}, the number of samples): a sum in place of a mean"),
            (1 / n, f"exactly 1/N of what is expected (N = {n}, the number of samples): a mean in place of a sum"),
            (-float(n), f"exactly −N times what is expected (N = {n}, the number of samples)"),
            (float(n) * n, f"exactly N² times what is expected (N = {n}, the number of samples)"),
            (1 / n / n, f"exactly 1/N² of what is expected (N = {n}): it is divided by N twice"),
            *named,
            (2.0 * n, f"exactly 2N times what is expected (N = {n}, the number of samples)"),
            (n / 2, f"exactly N/2 times what is expected (N = {n}, the number of samples)"),
        ]
    for value, words in named:
        if near(value):
            return f"It is {words}" + ("" if words.endswith("?") else ".")
    if one:  # any two numbers have some ratio
        return None
    return f"Every entry is {k:.6g} times what is expected."


def _same_numbers_other_shape(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if actual.shape != expected.shape and actual.size == expected.size and agree(actual.ravel(), expected.ravel()):
        return f"The numbers are right, only the shape is not: {actual.shape} instead of {expected.shape}."
    return None


def _transposed(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if expected.ndim == 2 and min(expected.shape) > 1 and agree(actual, np.ascontiguousarray(expected.T)):
        return "It is the transpose of what is expected."
    return None


def _broadcast(actual: np.ndarray, expected: np.ndarray) -> str | None:
    n = expected.size
    if expected.ndim <= 2 and n > 1 and actual.shape == (n, n):
        return f"A matrix of {n} × {n} came out of {n} numbers: (N, 1) against (N,) broadcasts to (N, N)."
    return None


def _accumulated(actual: np.ndarray, expected: np.ndarray) -> str | None:
    if expected.ndim == 1 and expected.size > 2 and agree(actual, np.cumsum(expected)):
        return "Each entry is the sum of all before it: the gradient is added up and never cleared."
    return None
