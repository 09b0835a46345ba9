"""What a line that failed was doing, and with which values: read from the frame, with nothing of the student's run."""

from __future__ import annotations

import linecache
import time

import numpy as np
import pytest
import torch
from torch import nn

from grader.worker.code.failure import failure
from grader.worker.messages import wire

GIVEN = {
    "np": np, "torch": torch, "nn": nn, "w": torch.ones(64, 10), "x": torch.ones(100, 10),
    "p": torch.ones(3, requires_grad=True), "a": np.ones((2, 3)), "xs": [1.0, 2.0], "i": 5, "lr": 0.1,
    "pairs": {"w": torch.ones(3)}, "line": nn.Linear(4, 8),
}  # fmt: skip


def failed(text: str, **given: object) -> wire.Failed:
    """What running this as the student's file f.py ends in."""
    linecache.cache["<f.py>"] = len(text), None, text.splitlines(True), "<f.py>"
    try:
        exec(compile(text, "<f.py>", "exec"), {**GIVEN, **given})
    except BaseException as error:
        return failure(error, frozenset({"f.py"}), values=True)
    raise AssertionError("nothing was raised")


def told(text: str, **given: object) -> str:
    """The operation in short: `what name | operand | …`, an operand as its name, kind and what else is known."""
    doing = failed(text, **given).operation
    if doing is None:
        return "nothing"
    parts = [" ".join(filter(None, (doing.what, doing.name)))]
    for each in doing.operands:
        known = [each.kind, each.text, "" if each.shape is None else str(each.shape), each.dtype]
        parts.append(" ".join([each.name, *filter(None, known), *(["grad"] if each.requires_grad else [])]))
    return " | ".join(parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w @ x", "binary @ | w tensor (64, 10) float32 | x tensor (100, 10) float32"),
        ("def f(a, b):\n    return (\n        a\n        @ b)\nf(w, x)",
         "binary @ | a tensor (64, 10) float32 | b tensor (100, 10) float32"),
        ("x @ w.T + 1.0 - p", "binary - | x @ w.T + 1.0 tensor (100, 64) float32 | p tensor (3,) float32 grad"),
        ("w[0] * a.sum(axis=0)", "binary * | w[0] tensor (10,) float32 | a.sum(axis=0) unknown"),
        ("a.T @ a.T", "binary @ | a.T array (3, 2) float64 | a.T array (3, 2) float64"),
        ("w -= lr * p.grad", "binary * | lr number 0.1 | p.grad none"),
        ("p += 1", "in_place + | p tensor (3,) float32 grad | 1 number 1"),
        ("p.grad.zero_()", "attribute zero_ | p.grad none"),
        ("p.exp().backward()", "method backward | p.exp() tensor (3,) float32"),
        ("pairs['w'] @ pairs['w'][i - 5]",
         "binary @ | pairs['w'] tensor (3,) float32 | pairs['w'][i - 5] unknown"),
        ("xs[i]", "index | xs sized list (2,) | i number 5"),
        ("line(p)", "apply | line layer Linear(4, 8) | p tensor (3,) float32 grad"),
        ("p(3)", "not_callable | p tensor (3,) float32 grad"),
        ("if p > xs[0]: pass", "compare | p tensor (3,) float32 grad | xs[0] number 1"),
        ("torch.dot(p, w)", "call torch.dot | p tensor (3,) float32 grad | w tensor (64, 10) float32"),
        ("torch.nn.functional.mse_loss(p, target=w)",
         "call torch.nn.functional.mse_loss | p tensor (3,) float32 grad | w tensor (64, 10) float32"),
        ("m, n = p", "unpack 2 | p tensor (3,) float32 grad"),
        ("for _ in i: pass", "iterate | i number 5"),
        ("[_ for _ in i]", "iterate | i number 5"),
        ("raise ValueError(w @ w.T)", "nothing"),
        ("nowhere + 1", "nothing"),
        ("for _ in xs:\n    raise ValueError", "nothing"),
    ],
)  # fmt: skip
def test_the_operation_and_its_operands_are_told(text, expected) -> None:
    assert told(text) == expected


def test_a_module_s_parameters_are_found() -> None:
    text = """
class M(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(3))
    def forward(self, x):
        return self.w * x
M()(torch.ones(2))
"""
    assert told(text) == "binary * | self.w tensor (3,) float32 grad | x tensor (2,) float32"


def test_what_is_told_can_be_sent_and_is_short() -> None:
    name = "n" * 10_000_000
    sent = wire.framed(failed("{} @ 1".format("w" * 5000), **{"w" * 5000: torch.ones(1)}))
    assert len(sent) < 1000
    assert told(f"{name} = p\n{name} @ 1") == "nothing"  # so long a source is not read


def test_nothing_is_told_of_a_traceback_or_a_source_that_is_made_up() -> None:
    text = """
import linecache, types
linecache.cache["<f.py>"] = (1, None, ["(" * 100_000], "<f.py>")
1 @ p
"""
    assert told(text) == "nothing"
    text = """
import types
try:
    1 @ p
except TypeError as error:
    made = types.TracebackType(None, error.__traceback__.tb_frame, 10**6, 3)
    raise error.with_traceback(made)
"""
    assert failed(text).error == "TypeError"


def test_many_names_take_no_time() -> None:
    names = {f"n{i}": i for i in range(100_000)}
    started = time.process_time()
    assert told("w @ x", **names).startswith("binary @")
    assert time.process_time() - started < 1
