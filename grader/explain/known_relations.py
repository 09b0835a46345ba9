"""The relations that a wrong result may have to the right one: factors, powers, orders, roundings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from grader.checks.readings import SAME
from grader.message import Message, say
from grader.outcomes.outcome import Kind

from .fingerprint import same


@dataclass(frozen=True)
class Pair:
    """One result in one case: the answer's and the reference's. samples: N there, 0 where there is none."""

    actual: np.ndarray
    expected: np.ndarray
    samples: int = 0


@dataclass(frozen=True)
class Relation:
    """words: "{what}" stands for the result."""

    kind: Kind
    words: Message
    holds: Callable[[Pair], bool | None]
    """None: this case says nothing of it."""


def _makes(make: Callable[[np.ndarray, int], np.ndarray]) -> Callable[[Pair], bool | None]:
    """Whether the answer is made so of what is expected."""

    def holds(pair: Pair) -> bool | None:
        with np.errstate(all="ignore"):
            made = np.asarray(make(pair.expected, pair.samples), dtype=float)
        if not np.isfinite(made).all():
            return False
        if same(made, pair.expected):
            return None if same(pair.actual, made) else False
        return same(pair.actual, made)

    return holds


def _times(factor: float) -> Callable[[Pair], bool | None]:
    return _makes(lambda e, n: factor * e)


def _of_n(factor: Callable[[int], float]) -> Callable[[Pair], bool | None]:
    scaled = _makes(lambda e, n: factor(n) * e)
    return lambda pair: scaled(pair) if pair.samples > 0 else False


def _series(holds: Callable[[np.ndarray, np.ndarray], bool]) -> Callable[[Pair], bool | None]:
    """Of two series of numbers. Silent where the right one does not move or is too short."""

    def of(pair: Pair) -> bool | None:
        a, e = pair.actual, pair.expected
        if e.ndim != 1 or a.ndim != 1:
            return False
        if e.size < 3:
            return None
        return not _flat(e) and bool(holds(a, e))

    return of


def _flat(array: np.ndarray) -> bool:
    return bool(np.ptp(array) <= SAME * np.max(np.abs(array), initial=0.0)) if array.size else True


def _every(k: int) -> Callable[[np.ndarray, np.ndarray], bool]:
    return lambda a, e: 0 < a.size < e.size and (_prefix(a, e[::k]) or _prefix(a, e[k - 1 :: k]))


def _prefix(a: np.ndarray, e: np.ndarray) -> bool:
    return a.size == e.size and same(a, e)


def _rounded(digits: int) -> Callable[[Pair], bool | None]:
    def holds(pair: Pair) -> bool | None:
        if pair.actual.shape != pair.expected.shape:
            return False
        made = np.round(pair.expected, digits)
        if same(made, pair.expected):
            return None
        near = np.abs(pair.actual - made) <= 1e-7 * np.maximum(np.abs(made), 1e-3)
        return bool(near.all()) and bool(np.any(made != 0))

    return holds


_POWERS: list[tuple[Kind, Message, Callable[[np.ndarray, int], np.ndarray]]] = [
    ("wrong_formula", say("{what} is the square root of what is expected."), lambda e, n: np.sqrt(e)),
    ("wrong_formula", say("{what} is the square of what is expected."), lambda e, n: e * e),
    ("wrong_formula", say("{what} is right but for the sign: it is never negative."), lambda e, n: np.abs(e)),
    ("wrong_formula", say("{what} is only the sign of what is expected."), lambda e, n: np.sign(e)),
]
_FACTORS: list[tuple[Kind, Message, float]] = [
    ("sign", say("{what} is exactly the negative of what is expected: look for a wrong sign."), -1),
    ("factor", say("{what} is exactly 2 times what is expected: is there a factor 2 too many?"), 2),
    ("factor", say("{what} is exactly half of what is expected: is a factor 2 missing?"), 0.5),
    ("sign", say("{what} is exactly −2 times what is expected: the sign is wrong, and a factor 2 too many."), -2),
    ("sign", say("{what} is exactly −1/2 times what is expected: the sign is wrong, a factor 2 is missing."), -0.5),
]
_OF_N: list[tuple[Message, Callable[[int], float]]] = [
    (say("{what} is exactly N times what is expected (N: the number of samples): a sum in place of a mean."), float),
    (
        say("{what} is exactly 1/N of what is expected (N: the number of samples): a mean in place of a sum."),
        lambda n: 1 / n,
    ),
    (say("{what} is exactly N/2 times what is expected (N: the number of samples)."), lambda n: n / 2),
    (say("{what} is exactly 2N times what is expected (N: the number of samples)."), lambda n: 2 * n),
    (say("{what} is exactly −N times what is expected (N: the number of samples)."), lambda n: -n),
    (
        say("{what} is exactly N/(N − 1) times what is expected: it is divided by N − 1 in place of N."),
        lambda n: n / (n - 1) if n > 1 else 1.0,
    ),
    (say("{what} is exactly 1/N² of what is expected: it is divided by N twice."), lambda n: 1 / n / n),
    (say("{what} is exactly N² times what is expected: it is multiplied by N twice."), lambda n: n * n),
]
_ORDERS: list[tuple[Kind, Message, Callable[[np.ndarray, np.ndarray], bool]]] = [
    (
        "order_of_statements",
        say("{what}: the expected numbers one step early. They are recorded after the update, not before it."),
        lambda a, e: a.size == e.size and same(a[:-1], e[1:]),
    ),
    (
        "order_of_statements",
        say("{what}: the expected numbers one step late. The first update comes too late."),
        lambda a, e: a.size == e.size and same(a[1:], e[:-1]),
    ),
    (
        "off_by_one",
        say("{what}: the expected numbers, and one more after them."),
        lambda a, e: a.size == e.size + 1 and same(a[:-1], e),
    ),
    (
        "off_by_one",
        say("{what}: the expected numbers, and one more before them."),
        lambda a, e: a.size == e.size + 1 and same(a[1:], e),
    ),
    ("off_by_one", say("{what}: the last number is missing."), lambda a, e: _prefix(a, e[:-1])),
    ("off_by_one", say("{what}: the first number is missing."), lambda a, e: _prefix(a, e[1:])),
    ("wrong_return", say("{what}: only the last of the expected numbers."), lambda a, e: _prefix(a, e[-1:])),
    ("wrong_return", say("{what}: only the first of the expected numbers."), lambda a, e: _prefix(a, e[:1])),
    ("wrong_return", say("{what}: the expected numbers in reverse order."), lambda a, e: _prefix(a, e[::-1])),
    (
        "wrong_return",
        say("{what}: each number is the sum of the expected one and all before it."),
        lambda a, e: _prefix(a, np.cumsum(e)),
    ),
    (
        "wrong_return",
        say("{what}: each number is the mean of the expected one and all before it."),
        lambda a, e: _prefix(a, np.cumsum(e) / np.arange(1, e.size + 1)),
    ),
    (
        "wrong_return",
        say("{what}: each number is the smallest of the expected ones until then."),
        lambda a, e: _prefix(a, np.minimum.accumulate(e)),
    ),
    (
        "wrong_return",
        say("{what}: the last of the expected numbers stands in every entry: one and the same object, put in again."),
        lambda a, e: _prefix(a, np.full_like(e, e[-1])),
    ),
    (
        "reduction",
        say("{what}: the same number in every entry, the mean of the expected ones."),
        lambda a, e: _prefix(a, np.full_like(e, e.mean())),
    ),
    (
        "reduction",
        say("{what}: the same number in every entry, the sum of the expected ones."),
        lambda a, e: _prefix(a, np.full_like(e, e.sum())),
    ),
]


def _all() -> Iterator[Relation]:
    for kind, words, factor in _FACTORS:
        yield Relation(kind, words, _times(factor))
    for words, of_n in _OF_N:
        yield Relation("reduction", words, _of_n(of_n))
    for kind, words, make in _POWERS:
        yield Relation(kind, words, _makes(make))
    for kind, words, holds in _ORDERS:
        yield Relation(kind, words, _series(holds))
    for k in (2, 3, 5, 10, 20, 50, 100):
        words = say("{what}: only one in every {k} of the expected numbers.", what="{what}", k=k)
        yield Relation("wrong_return", words, _series(_every(k)))
    for digits in range(7):
        words = say("{what}: right, but rounded to {digits} decimals.", what="{what}", digits=digits)
        yield Relation("approximation", words, _rounded(digits))
    transposed = say("{what} is the transpose of what is expected.")
    yield Relation("wrong_shape", transposed, _makes(lambda e, n: e.T if e.ndim == 2 else e))


RELATIONS = tuple(_all())
"""The plainest first."""
FACTORS = RELATIONS[: len(_FACTORS) + len(_OF_N)]
