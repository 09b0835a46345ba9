"""A function compared with the reference's."""

from __future__ import annotations

import numpy as np
import pytest
from claims import outcome, session_of

from grader.checks.agree import agree
from grader.checks.answers import array, results
from grader.checks.proxies import Proxy


def proxy(f, reader=array) -> Proxy:
    return Proxy(session_of(f=f), {"f": reader}, {"f": ["x", "w"]}, "numpy")


def product(x, w):
    return x * w


X = np.array([1.0, 2.0])


def test_the_same_results_agree() -> None:
    assert outcome(agree, proxy(product).f, proxy(lambda x, w: w * x).f, X, 3.0).passed


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "f[0] is 4, expected 3, for x = [1., 2.], w = 3."),
        ({"what": "the product"}, "the product[0] is 4, expected 3, for x = [1., 2.], w = 3."),
        ({"given": None}, "f[0] is 4, expected 3"),
    ],
)
def test_different_numbers_are_reported_with_the_inputs(options, words) -> None:
    found = outcome(agree, proxy(lambda x, w: x + w).f, proxy(product).f, X, 3.0, **options)
    assert found.message == words


def test_many_inputs_are_not_shown() -> None:
    found = outcome(agree, proxy(lambda x, w: x).f, proxy(product).f, np.ones(20), 3.0, cause="wrong_gradient")
    assert found.message == "f[0] is 1, expected 3"
    assert found.cause == "wrong_gradient"


def test_each_of_several_results_has_its_name():
    mine, reference = (proxy(f, results(array, array)) for f in (lambda x, w: (x, x), lambda x, w: (x, w * x)))
    found = outcome(agree, mine.f, reference.f, X, 3.0, parts=("one", "other"), given=None)
    assert found.message == "other[1] is 2, expected 6"
