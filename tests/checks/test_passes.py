"""A forward pass with a cache and its backward are compared gradient by gradient, in any order of the passes."""

from __future__ import annotations

import numpy as np
import pytest
from claims import outcome, session_of

from grader.checks.compare import Tolerance
from grader.checks.data import Data
from grader.checks.passes import CachedPasses
from grader.checks.proxies import Proxy

PASSES = CachedPasses(("dx", "dw"))


def forward(x, w):
    return x * w, [x, w]


def backward(dout, cache):
    return dout * cache[1], np.asarray((dout * cache[0]).sum())


def proxy(forward=forward, backward=backward):
    takes = {"forward": ["x", "w"], "backward": ["dout", "cache"]}
    return Proxy(session_of(forward=forward, backward=backward), PASSES.returns, takes, "numpy")


def run(number=3):
    return np.arange(1.0, 5.0) * number, np.asarray(float(number))


def found(student, *wanted, passes=PASSES):
    given = run()
    return outcome(passes.gradients, student, proxy(), given, np.ones(4), *wanted)


def test_right_gradients_pass() -> None:
    assert found(proxy()).passed


def test_only_the_gradients_that_are_wanted_are_compared() -> None:
    wrong = proxy(backward=lambda dout, cache: (dout * cache[1], np.asarray(0.0)))
    assert found(wrong, "dx").passed
    assert found(wrong, "dw").message.startswith("dw is 0")
    assert found(wrong).cause == "wrong_gradient"


def test_a_tolerance_of_its_own_is_for_that_gradient_alone() -> None:
    off = proxy(backward=lambda dout, cache: tuple(grad + 0.1 for grad in backward(dout, cache)))
    near = CachedPasses(PASSES.names, lambda given, dout: {"dx": Tolerance(0.0, 0.0, 0.2)})
    assert found(off, "dx", passes=near).passed
    assert not found(off, "dw", passes=near).passed


@pytest.mark.parametrize("number", [3, 6])
def test_a_cache_that_is_one_for_all_is_found_where_other_passes_come_between(number) -> None:
    last: list[np.ndarray] = []

    def remembers(x, w):
        last[:] = [x, w]
        return x * w, last

    runs = [(run(1.0 + i), np.ones(4)) for i in range(number)]
    asked = PASSES.interleaved, proxy(forward=remembers), proxy(), Data("seed"), runs
    assert outcome(*asked).cause == "wrong_gradient"
    assert outcome(PASSES.interleaved, proxy(), proxy(), Data("seed"), runs).passed
