"""Readers of whole numbers, flags, text, lists and dicts take exactly these."""

from __future__ import annotations

import itertools
import types
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest
from claims import outcome, session_of

from grader.checks import plain_answers as plain
from grader.checks.answers import results
from grader.checks.compare import close
from grader.checks.instances import gives, instance
from grader.checks.proxies import Proxy
from grader.errors import StudentError
from grader.worker import convert
from grader.worker.messages import wire


@dataclass(frozen=True, slots=True)
class Pair:
    n: Any
    text: str


@dataclass
class Nested:
    inside: Any


class Cyclic(Nested):
    def __init__(self):
        self.inside = self


class Lying:
    """What it says of its attributes is not asked, only what its fields are."""

    __dataclass_fields__ = dict.fromkeys(["n", "text"])
    n, text = property(lambda self: "?"), "a"

    def __getattribute__(self, name):
        return object.__getattribute__(self, name) if name == "__class__" else 1 / 0


class Named(NamedTuple):
    n: int
    text: str
    other: None


PAIR, ONE_A = plain.record(n=plain.integer, text=plain.string), types.SimpleNamespace(n=1, text="a")
WHOLE, TRUTHS = np.array([[1, -2]], dtype=np.int32), np.array([True, False])
TAKES = [
    (plain.integer, 3, 3),
    (plain.integer, np.array([7]), 7),
    (plain.flag, True, True),
    (plain.flag, np.array([1.0]).all(), True),
    (plain.flag, TRUTHS[1:], False),
    (plain.string, "abc", "abc"),
    (plain.none, None, None),
    (plain.integers, WHOLE, [[1, -2]]),
    (plain.booleans, TRUTHS, [True, False]),
    (plain.optional(plain.integer), None, None),
    (plain.optional(plain.integer), 3, 3),
    (plain.list_of(plain.integer), (1, 2), [1, 2]),
    (plain.list_of(plain.list_of(plain.integer)), [[1], []], [[1], []]),
    (plain.dict_of(plain.flag), {"a": True}, {"a": True}),
    (plain.complexes, np.array([1 + 2j]), [1 + 2j]),
    (plain.numeric, WHOLE, [[1, -2]]),
    (plain.numeric, np.array([1 + 2j]), [1 + 2j]),
    (PAIR, Pair(1, "a"), ONE_A),
    (PAIR, Named(1, "a", None), ONE_A),
    (plain.record(inside=PAIR), Nested(Pair(1, "a")), types.SimpleNamespace(inside=ONE_A)),
    (plain.list_of(PAIR), [Pair(1, "a")], [ONE_A]),
]
REFUSES = [
    (plain.complexes, np.array([1.0]), "wrong_type"),
    (plain.complexes, np.array([complex("nan")]), "not_finite"),
    (plain.numeric, np.array([np.inf]), "not_finite"),
    (plain.numeric, 1.0, "wrong_type"),
    (PAIR, (1, "a"), "wrong_type"),
    (PAIR, {"n": 1, "text": "a"}, "wrong_type"),
    (PAIR, Pair("a", "a"), "wrong_type"),
    (plain.record(other=plain.integer), Pair(1, "a"), "wrong_type"),
    (plain.list_of(plain.integer), Pair(1, "a"), "wrong_type"),
    (plain.record(text=plain.string), Cyclic(), "wrong_type"),
    (plain.iterated(plain.integer), 3, "wrong_type"),
    (plain.integer, True, "wrong_type"),
    (plain.integer, 1.0, "wrong_type"),
    (plain.integer, WHOLE, "wrong_type"),
    (plain.flag, 1, "wrong_type"),
    (plain.flag, TRUTHS, "wrong_type"),
    (plain.string, 1, "wrong_type"),
    (plain.none, 0, "wrong_type"),
    (plain.integers, np.array([1.0]), "wrong_type"),
    (plain.integers, 1, "wrong_type"),
    (plain.booleans, WHOLE, "wrong_type"),
    (plain.optional(plain.integer), "x", "wrong_type"),
    (plain.list_of(plain.integer), [1, "x"], "wrong_type"),
    (plain.list_of(plain.integer, most=2), [1, 2, 3], "wrong_shape"),
    (plain.list_of(plain.integer), {"a": 1}, "wrong_type"),
    (plain.dict_of(plain.integer), {1: 1}, "wrong_type"),
    (plain.dict_of(plain.integer), {"a": None}, "wrong_type"),
    (plain.dict_of(plain.integer, most=0), {"a": 1}, "wrong_shape"),
]


@pytest.mark.parametrize(("reader", "value", "expected"), TAKES)
def test_what_fits_is_read(reader, value, expected) -> None:
    found = reader(convert.to_wire(value), "it")
    assert (found.tolist() if isinstance(found, np.ndarray) else found) == expected


@pytest.mark.parametrize(("reader", "value", "cause"), REFUSES)
def test_what_does_not_fit_is_named(reader, value, cause) -> None:
    with pytest.raises(StudentError) as raised:
        reader(convert.to_wire(value), "it")
    assert raised.value.cause == cause


def test_the_entry_that_is_wrong_is_named() -> None:
    with pytest.raises(StudentError, match=r"entry \[1\] of it is the text 'x', expected a whole number"):
        plain.list_of(plain.integer)(wire.Items("list", [1, "x"]), "it")


def counting(most):
    """A generator without end, and a list of what has been taken out of it."""
    taken: list[int] = []

    def numbers(start):
        for i in itertools.count(start):
            taken.append(i)
            yield i

    return numbers, taken, plain.iterated(plain.integer, most=most, more=True)


def test_a_generator_is_read_to_a_cap() -> None:
    numbers, taken, first = counting(5)
    student = Proxy(session_of(f=numbers), {"f": first}, {"f": ["start"]}, "numpy")
    assert student.f(3) == [3, 4, 5, 6, 7]
    assert len(taken) == 6
    strict = Proxy(session_of(f=numbers), {"f": plain.iterated(plain.integer, most=5)}, {"f": ["start"]}, "numpy")
    with pytest.raises(StudentError, match="more than that, expected 5 things at most"):
        strict.f(3)


def test_what_a_method_or_an_attribute_iterates_over_is_read_in_one_message() -> None:
    class Tree:
        def __init__(self, n):
            self.leaves = (i for i in range(n))

        def pairs(self, k):
            yield from ((i, str(i)) for i in range(k))

        def nothing(self):
            return None

    members = instance(
        leaves=plain.iterated(plain.integer),
        pairs=gives(plain.iterated(results(plain.integer, plain.string))),
        nothing=gives(plain.iterated(plain.integer)),
    )
    student = Proxy(session_of(Tree=Tree), {"Tree": members}, {"Tree": None}, "numpy")
    tree = student.Tree(3)
    assert (tree.leaves, tree.leaves) == ([0, 1, 2], [])  # the second time it is used up, as in Python
    assert dict(tree.pairs(2)) == {0: "0", 1: "1"}
    assert tree.pairs(k=1) == [(0, "0")]
    with pytest.raises(StudentError, match="not iterable"):
        tree.nothing()


def test_entries_of_the_wrong_kind_are_called_by_their_place() -> None:
    student = Proxy(session_of(f=lambda n: iter([1, 2.5])), {"f": plain.iterated(plain.integer)}, {"f": ["n"]}, "numpy")
    with pytest.raises(StudentError, match=r"entry \[1\] of"):
        student.f(3)


def test_complex_numbers_cross_both_ways_and_are_compared() -> None:
    student = Proxy(session_of(f=lambda x: x.conj()), {"f": plain.complexes}, {"f": ["x"]}, "torch")
    x = np.array([1 + 2j, 3 - 1j])
    close(student.f(x), x.conj())
    assert student.f(x.astype("complex64")).dtype == "complex64"
    found = outcome(close, student.f(x), x, "f(x)")
    assert found.message == "f(x)[0] is 1-2j, expected 1+2j"
    assert np.array_equal(found.fingerprint, [[1, -2], [3, 1]])


def test_a_dataclass_is_asked_for_its_fields_and_not_by_its_own_code() -> None:
    found = convert.to_wire(Lying())
    assert isinstance(found, wire.Record) and found.items == {"n": "?", "text": "a"}
    with pytest.raises(StudentError, match=r"n of it is the text '\?', expected a whole number"):
        PAIR(found, "it")
