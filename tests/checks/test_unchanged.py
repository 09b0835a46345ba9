"""Tensors that were passed in are unchanged, or the check says what changed."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from claims import outcome, session_of

from grader.checks.data import Data
from grader.checks.proxies import Proxy
from grader.checks.unchanged import unchanged
from grader.worker.messages import wire

CHANGES = {
    "all as they were": lambda a, b: None,
    "a has a .grad": lambda a, b: setattr(a, "grad", torch.ones_like(a)),
    "a has a .grad, b has a .grad": lambda a, b: [setattr(t, "grad", torch.ones_like(t)) for t in (a, b)],
    "b.requires_grad is True": lambda a, b: b.requires_grad_(),
    "b has other values": lambda a, b: b.mul_(2),
}


@pytest.mark.parametrize("words", CHANGES)
def test_what_a_function_does_to_its_arguments_is_reported(words) -> None:
    proxy = Proxy(session_of(touch=CHANGES[words]), {}, {}, "torch")
    lent = {"a": proxy.leaf(np.ones(2)), "b": proxy.leaf(np.ones(3), requires_grad=False)}
    proxy.ask(wire.Call("touch", [proxy.to_wire(leaf) for leaf in lent.values()], only_keep=True))
    found = outcome(unchanged, Data(1), **lent)
    assert found.passed == (words == "all as they were")
    assert found.message == ("" if found.passed else f"after the call {words}, unlike before it")
