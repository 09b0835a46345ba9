"""Flags shown by numbers: a tensor's own flags are not trusted."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from claims import outcome, session_of

from grader.checks.data import Data
from grader.checks.proxies import Proxy
from grader.checks.remote_objects import KeptObject
from grader.checks.witness import as_lent, receives, unchanged, untracked
from grader.worker.messages import wire

pytestmark = pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")  # as where checks are run: grade.py

CHANGES = {
    "nothing": lambda w: None,
    "a gradient": lambda w: setattr(w, "grad", torch.ones_like(w)),
    "the flag": lambda w: w.requires_grad_(not w.requires_grad),
}


def lent(change, tracked: bool, shape=(3,), dtype="float64"):
    """A proxy, and a leaf that was passed to a function of the proxy that does `change` to it."""
    proxy = Proxy(session_of(touch=change), {}, {}, "torch")
    leaf = proxy.leaf(Data(1).normal(*shape, dtype=dtype), requires_grad=tracked)
    proxy.ask(wire.Call("touch", [proxy.to_wire(leaf)], only_keep=True))
    return proxy, leaf


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("what", CHANGES)
def test_a_lent_tensor_that_was_changed_is_detected(what, tracked) -> None:
    _, leaf = lent(CHANGES[what], tracked)
    assert outcome(as_lent, leaf, Data(2), "w").passed == (what == "nothing")


@pytest.mark.parametrize("shape", [(), (1,), (2, 3)])
def test_a_gradient_that_is_held_already_counts_where_it_may(shape) -> None:
    _, leaf = lent(CHANGES["a gradient"], True, shape)
    receives(leaf, leaf.array, Data(3), "w", held=True)
    assert not outcome(receives, leaf, leaf.array, Data(3), "w").passed


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("seed", range(5))
def test_the_largest_gradient_is_not_called_infinite(dtype, seed, recwarn) -> None:
    """What is sent on top of it is ours."""

    def change(w) -> None:
        w.grad = torch.finfo(w.dtype).max * torch.tensor([1.0, -1.0, 1.0, 1e-4], dtype=w.dtype)

    _, leaf = lent(change, True, (4,), dtype)
    receives(leaf, leaf.array, Data(seed), "w", held=True)
    assert list(recwarn) == []


@pytest.mark.parametrize("held", [0.0, 1.0, 1e30, torch.finfo(torch.float64).max])
def test_a_gradient_that_is_not_added_to_an_earlier_one_is_detected(held) -> None:
    def change(w) -> None:
        w.grad = torch.full_like(w, held)
        w.register_hook(torch.zeros_like)

    for seed in range(20):
        _, leaf = lent(change, True, (1,))
        assert not outcome(receives, leaf, leaf.array, Data(seed), "w", held=True).passed


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda w: w + 1, False),
        (lambda w: (w + 1).detach(), True),
        (lambda w: (w + 1).detach().requires_grad_(), False),
        (lambda w: torch.inference_mode()(lambda: w + 1)(), True),
    ],
)
def test_a_result_that_tracks_nothing_is_distinguished_from_one_that_does(make, expected) -> None:
    proxy, leaf = lent(CHANGES["nothing"], True)
    vars(proxy._session._server.module)["make"] = make
    made = KeptObject(proxy, proxy.next_number(), "Tensor")
    proxy.ask(wire.Call("make", [proxy.to_wire(leaf)], keep=made.number, only_keep=True))
    assert outcome(untracked, made, leaf.array, Data(4), "it").passed == expected


TOUCHES = {
    "all as they were": lambda a, b: None,
    "a has a .grad": lambda a, b: setattr(a, "grad", torch.ones_like(a)),
    "a has a .grad, b has a .grad": lambda a, b: [setattr(t, "grad", torch.ones_like(t)) for t in (a, b)],
    "b.requires_grad is True": lambda a, b: b.requires_grad_(),
    "b has other values": lambda a, b: b.mul_(2),
}


@pytest.mark.parametrize("words", TOUCHES)
def test_what_a_function_does_to_its_arguments_is_reported(words) -> None:
    proxy = Proxy(session_of(touch=TOUCHES[words]), {}, {}, "torch")
    lent = {"a": proxy.leaf(np.ones(2)), "b": proxy.leaf(np.ones(3), requires_grad=False)}
    proxy.ask(wire.Call("touch", [proxy.to_wire(leaf) for leaf in lent.values()], only_keep=True))
    found = outcome(unchanged, Data(1), **lent)
    assert found.passed == (words == "all as they were")
    assert found.message == ("" if found.passed else f"after the call {words}, unlike before it")
