"""What a result depends on, what it is the same for, what it costs: right answers pass, and each wrong one is found."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from claims import outcome, session_of

from grader.checks import answers, structure
from grader.checks.data import Data
from grader.checks.proxies import Proxy
from grader.errors import StudentError
from grader.submission.source import Source
from grader.worker.messages.wire import Rules

B, T, D = 2, 7, 3


def attention(mask=-torch.inf, ahead=0, future=0.0):
    """Causal self-attention whose mask lets through what is so far ahead, and an average over all times besides."""

    def f(x):
        scores = x @ x.transpose(-2, -1) / D**0.5
        later = torch.ones(x.shape[-2], x.shape[-2]).triu(1 + ahead).bool()
        return torch.softmax(scores.masked_fill(later, mask), -1) @ x + future * x.mean(-2, keepdim=True)

    return f


def asking(f):
    """A student's function of one array."""
    return Proxy(session_of(f=f), {"f": answers.tensor}, {"f": ["x"]}, "torch", calls=np.random.default_rng(1)).f


@pytest.fixture
def data():
    return Data("structure")


CAUSAL = {
    "a mask": (attention(), "passed"),
    "a running sum": (lambda x: x.cumsum(-2), "passed"),
    "no mask": (attention(ahead=T), "failed"),
    "a mask that is one off": (attention(ahead=1), "failed"),
    "a mask that is not deep enough": (attention(mask=-4.0), "failed"),
    "a little of what comes": (attention(future=1e-3), "failed"),
    "the mean over all times": (lambda x: x - x.mean(-2, keepdim=True), "failed"),
    "too few times": (lambda x: x[:, :2], "failed"),
    "no axis of time": (lambda x: x.sum(), "failed"),
}


@pytest.mark.parametrize(("f", "status"), CAUSAL.values(), ids=CAUSAL)
@pytest.mark.parametrize("time", [1, -2])
def test_causality(f, status, time, data) -> None:
    x = data.normal(B, T, D, dtype="float32")
    found = outcome(structure.causal, asking(f), x, data, "f(x)", time=time)
    assert found.status == status
    assert status == "passed" or "f(x)" in str(found.message)


def test_causality_of_tokens(data) -> None:
    table = torch.arange(12.0).view(6, 2)
    right, wrong = (asking(f) for f in (lambda x: table[x].cumsum(1), lambda x: table[x].flip(1).cumsum(1)))
    x = data.integers(0, 6, B, T)
    drawing = {"draw": lambda: data.integers(0, 6, B, T)}
    assert outcome(structure.causal, right, x, data, "f(x)", **drawing).status == "passed"
    assert outcome(structure.causal, wrong, x, data, "f(x)", **drawing).status == "failed"


PADDED = np.arange(T) >= 5
MASKS = {
    "left out": (lambda x: x[:, :5].mean(1), "passed"),
    "weighted with 0": (lambda x: (x * torch.tensor(~PADDED)[:, None]).sum(1), "passed"),
    "counted": (lambda x: x.mean(1), "failed"),
    "nearly left out": (lambda x: (x * torch.tensor(np.where(PADDED, 1e-3, 1.0))[:, None]).sum(1), "failed"),
}


@pytest.mark.parametrize(("f", "status"), MASKS.values(), ids=MASKS)
def test_padding(f, status, data) -> None:
    x = data.normal(B, T, D)
    assert outcome(structure.ignores, asking(f), x, PADDED[:, None], data, "f(x)").status == status
    before = np.broadcast_to(~PADDED[:, None], x.shape)
    assert outcome(structure.uses, asking(f), x, before, data, "f(x)").status == "passed"
    assert outcome(structure.uses, asking(lambda x: x[:, :5] * 0), x, before, data, "f(x)").status == "failed"


def test_only_a_part_of_the_result_may_be_meant(data) -> None:
    x = data.normal(B, T, D)
    f = asking(lambda x: x * 2)
    assert outcome(structure.ignores, f, x, PADDED[:, None], data, "f(x)", at=np.s_[:, :5]).status == "passed"
    found = outcome(structure.ignores, f, x, PADDED[:, None], data, "f(x)", at=np.ones((9, 9), bool))
    assert (found.status, found.cause) == ("failed", "wrong_shape")


PERMUTED = {
    "by rows": (torch.relu, "passed", "failed"),
    "a sum": (lambda x: x.sum(1), "failed", "passed"),
    "attention": (attention(ahead=T), "passed", "failed"),
    "attention with places": (lambda x: attention(ahead=T)(x + torch.arange(float(T))[:, None]), "failed", "failed"),
    "a constant": (lambda x: torch.zeros(()), "failed", "passed"),
}


@pytest.mark.parametrize(("f", "equivariant", "invariant"), PERMUTED.values(), ids=PERMUTED)
def test_permutations(f, equivariant, invariant, data) -> None:
    x = data.normal(B, T, D, dtype="float32")
    assert outcome(structure.equivariant, asking(f), x, data, "f(x)").status == equivariant
    assert outcome(structure.equivariant, asking(f), x, data, "f(x)", invariant=True).status == invariant


def blocks(last=True):
    def f(x, block):
        pieces = [piece.sum(0) for piece in x.split(block)]
        return sum(pieces if last or len(x) % block == 0 else pieces[:-1])

    return Proxy(session_of(f=f), {"f": answers.tensor}, {"f": ["x", "block"]}, "torch").f


def test_a_knob_that_must_not_matter(data) -> None:
    x = data.normal(T, D)
    for f, status in ((blocks(), "passed"), (blocks(last=False), "failed")):
        found = outcome(structure.same_for, lambda block, f=f: f(x, block), (1, 2, T), "blocks of", "f(x)")
        assert found.status == status
    assert str(found.message).startswith("f(x) with blocks of 2 beside that with 1")
    several = outcome(structure.same_for, lambda k: [1.0] * k, (1, 2), "k", "f")
    assert (several.status, several.cause) == ("failed", "wrong_shape")


def bisected(times):
    def root(f):
        low, high = 0.0, 4.0
        for _ in range(times):
            middle = (low + high) / 2
            low, high = (middle, high) if f(middle) < 0 else (low, middle)
        return low

    return Proxy(session_of(root=root), {"root": answers.number}, {"root": ["f"]}, "numpy").root


@pytest.mark.parametrize(("times", "status"), [(40, "passed"), (41, "failed")])
def test_calls_are_counted_where_nobody_else_can(times, status) -> None:
    f, calls = structure.counted(lambda x: x * x - 2)
    assert bisected(times)(f) == pytest.approx(2**0.5)
    found = outcome(structure.at_most, len(calls), 40, "calls of f")
    assert found.status == status
    assert status == "passed" or found.message == "calls of f: 41, expected 40 at most"


def looped(x):
    y = 0 * x[0]
    for each in x:
        y = y + each * each
    return y


@pytest.mark.parametrize(("f", "status"), [(lambda x: x @ x, "passed"), (looped, "failed")])
def test_the_size_of_a_graph_is_bounded_beside_a_right_gradient(f, status) -> None:
    proxy = Proxy(session_of(f=f), {"f": answers.tensor}, {"f": ["x"]}, "torch")
    x = np.arange(50.0)
    leaf = proxy.leaf(x)
    _, kept = proxy.f.keeping(leaf)
    assert np.array_equal(kept.gradients([leaf], np.ones(()))[0], 2 * x)
    assert outcome(structure.at_most, kept.graph_size(), 10, "operations").status == status


LEAN = b"""
def f(n):
    return float(sum(sum(range(n)) for _ in range(n)))

def g(n):
    table = [bytes(n) for _ in range(n)]
    return float(len(table) * len(table[0]))
"""


def test_peak_memory_is_bounded_by_the_kernel(sandbox) -> None:
    source = Source("x", "x.py", "x.py", {"x.py": LEAN})
    session = sandbox.session((), source, Rules(("f", "g")))
    readers, n = {"f": answers.number, "g": answers.number}, 12_000
    try:
        whole = Proxy(session, readers, {"f": ["n"], "g": ["n"]}, "python")
        assert whole.g(n) == n * n
        small = whole.fresh(memory=64 * 2**20)
        assert small.f(100) == 100 * 4950
        with pytest.raises(StudentError) as raised:
            small.g(n)
    finally:
        session.close()
    assert raised.value.cause == "out_of_memory"


def test_a_constant_does_not_use_anything(data) -> None:
    x = data.normal(B, T, D)
    constant = asking(lambda x: torch.ones(B))
    assert outcome(structure.uses, constant, x, np.ones(x.shape, bool), data, "f(x)").status == "failed"
