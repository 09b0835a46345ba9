"""How a student's functions are called is drawn; the reference's are called plainly."""

from __future__ import annotations

import random

import numpy as np
import pytest
from claims import session_of

from grader.checks import answers
from grader.checks.proxies import Proxy
from grader.checks.watch import Watch
from grader.errors import StudentError

ROWS = np.arange(12.0).reshape(3, 4)


def proxy_of(f, seed, in_place=()):
    calls = None if seed is None else np.random.default_rng(seed)
    readers, parameters = {"f": answers.number}, {"f": ["a", "b", "c"]}
    return Proxy(session_of(f=f), readers, parameters, "numpy", calls=calls, watch=Watch({"f": in_place}))


def calls_of(seed, times=40, in_place=()):
    """Of each call: how many arguments came by position, the names of the others, which vectors were strided."""
    seen = []

    def f(*args, **named):
        given = dict(zip("abc", args, strict=False)) | named
        assert [given[name].tolist() for name in "abc"] == ROWS.tolist()
        seen.append((len(args), tuple(named), tuple(not given[name].flags.c_contiguous for name in "abc")))
        return 1.0

    proxy = proxy_of(f, seed, in_place)
    for _ in range(times):
        proxy.f(*ROWS)
    return seen


def test_the_references_calls_are_plain() -> None:
    assert calls_of(None) == [(3, (), (False, False, False))] * 40


def test_calls_are_by_position_by_name_and_mixed_in_any_order_and_vectors_are_strided_or_not() -> None:
    seen = calls_of(7)
    assert {number for number, _, _ in seen} == {0, 1, 2, 3}
    assert len({names for number, names, _ in seen if number == 0}) > 2
    assert {strided for _, _, flags in seen for strided in flags} == {True, False}
    assert calls_of(7) == seen != calls_of(8)


def test_some_calls_come_twice_unless_the_function_is_to_change_what_it_is_given() -> None:
    assert 42 < len(calls_of(7)) < 60
    assert len(calls_of(7, in_place=("a",))) == 40


def test_the_answer_to_the_second_of_two_equal_calls_counts() -> None:
    """An answer that remembers what it was asked is found, whatever it does the first time."""
    seen = []

    def f(a, b, c):
        seen.append(float(a[0]))
        return float(seen.count(a[0]))

    proxy = proxy_of(f, 3)
    assert {proxy.f(ROWS[0] + i, ROWS[1], ROWS[2]) for i in range(40)} == {1.0, 2.0}


def test_a_call_that_fails_on_purpose_is_not_told_and_the_session_goes_on() -> None:
    asked = []

    def f(a, b, c):
        asked.append(a)
        return float((a + b + c).sum())

    proxy = proxy_of(f, 3)
    proxy.f.failing(ROWS[0], ROWS[1], "text")
    assert len(asked) == 1
    assert proxy.f(*ROWS) == 66.0


def test_the_rest_of_the_arguments_goes_by_position() -> None:
    def f(a, *xs):
        np.add(xs[1], 1, out=xs[1])
        return float(a.sum())

    watch = Watch()
    parameters = {"f": ["a", "*xs"]}
    calls = np.random.default_rng(1)
    proxy = Proxy(session_of(f=f), {"f": answers.number}, parameters, "numpy", calls=calls, watch=watch)
    assert [proxy.f(*ROWS) for _ in range(10)] == [6.0] * 10
    assert "xs[1] has other values" in watch.found[0].message


def test_a_function_has_to_take_the_rest() -> None:
    proxy = Proxy(session_of(f=lambda a, b: 1.0), {"f": answers.number}, {"f": ["a", "*xs"]}, "numpy")
    with pytest.raises(StudentError, match=r"the signature is f\(a, b\), expected f\(a, \*xs\)"):
        proxy.f(*ROWS)


def test_a_call_after_a_seed_comes_once_so_that_it_draws_what_the_reference_draws() -> None:
    def draw(a, b, c):
        return a + random.random()

    def drawn(owner, number):
        owner.seed(number)
        return owner.f(1.0, 2.0, 3.0)

    student, reference = proxy_of(draw, 1), proxy_of(draw, None)
    numbers = range(60)  # one call in ten would come twice
    assert [drawn(student, number) for number in numbers] == [drawn(reference, number) for number in numbers]
