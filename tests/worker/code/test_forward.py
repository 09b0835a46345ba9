"""The lines of the forward pass that an error in a backward pass is about, from what torch warns of."""

from __future__ import annotations

import linecache
from typing import Any

import pytest

from grader.worker.code import forward
from grader.worker.code.failure import failure
from grader.worker.messages.wire import Failed, Frame

LABELS = frozenset({"f.py"})


def run(text: str) -> Failed:
    """What calling f(x) in this file ends in, with torch's anomaly mode on."""
    import torch

    linecache.cache["<f.py>"] = len(text), None, text.splitlines(True), "<f.py>"
    try:
        with forward.remembered() as found:
            names: dict[str, Any] = {}
            exec(compile(text, "<f.py>", "exec"), names)
            try:
                names["f"](torch.ones(2, requires_grad=True))
            except RuntimeError as error:
                return forward.with_forward(failure(error, LABELS), found, LABELS)
    finally:
        torch.autograd.set_detect_anomaly(False)
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    ("text", "step", "changed"),
    [
        ("def f(x):\n    y = x.exp()\n    z = y.sum()\n    y.add_(1)\n    z.backward()", 2, 4),
        ("def f(x):\n    y = x * x\n    z = (y ** 2).sum()\n    y += 1\n    z.backward()", 3, 4),
        ("def f(x):\n    y = x * x\n    z = (y ** 2).sum()\n    y[0] = 1\n    z.backward()", 3, 4),
        ("def f(x):\n    y = x.exp()\n    z = y.sum()\n    y.add_(1)\n    y.mul_(2)\n    z.backward()", 2, None),
        ("def f(x):\n    x.grad = x.detach().clone()\n    x.grad.zero_()\n    y = x.exp()\n    z = y.sum()\n"
         "    y.add_(1)\n    z.backward()", 4, 6),
        ("def f(x):\n    p = x.exp()\n    for _ in range(2):\n        p.sum().backward()", 2, None),
        ("def f(x):\n    p = x.exp().sum()\n    p.backward()\n    p.backward()", None, None),
        ("def f(x):\n    x.sum().detach().backward()", None, None),
    ],
)  # fmt: skip
def test_the_step_and_the_only_change_in_place_of_what_it_needs_are_told(text, step, changed) -> None:
    told = run(text)
    assert [frame.line for frame in told.forward] == ([step] if step else [])
    assert [frame.line for frame in told.changed] == ([changed] if changed else [])


def test_a_warning_that_is_not_torch_s_tells_nothing() -> None:
    text = "import warnings\ndef f(x):\n    warnings.warn('Error: File \"<f.py>\", line 9, in f')\n    x.backward()"
    assert run(text).forward == []


def test_lines_of_other_files_are_left_out() -> None:
    text = "def f(x):\n    y = x.exp()\n    z = y.sum()\n    y.add_(1)\n    z.backward()"
    assert run(text).forward == [Frame("f.py", 2, "f")]
