"""What a line that failed was doing, with its values, in words."""

from __future__ import annotations

import linecache

import numpy as np
import pytest
import torch
from torch import nn

from grader import language
from grader.courses.find import builtin
from grader.sessions.failures import explained
from grader.submission.source import Source
from grader.worker.code.failure import failure
from grader.worker.messages.wire import NotebookCell

GIVEN = {
    "np": np, "torch": torch, "w": torch.ones(64, 10), "x": torch.ones(100, 10), "p": torch.ones(3, requires_grad=True),
    "d": torch.ones(3, dtype=torch.float64), "a": np.ones(2), "xs": [1.0, 2.0], "i": 5, "line": nn.Linear(4, 8),
}  # fmt: skip


def error_of(text: str, source: Source, label: str = "f.py"):
    name = f"<{label}>"
    linecache.cache[name] = len(text), None, text.splitlines(True), name
    try:
        exec(compile(text, name, "exec"), {**GIVEN})
    except Exception as error:
        return explained(failure(error, frozenset({label}), values=True), source)
    raise AssertionError("nothing was raised")


def reading(text: str) -> str:
    """What is said of this file's error, after the sentence on the line the meaning of the error."""
    return error_of(text, Source("f", "f.py", "f.py", {"f.py": text.encode()})).details["reading"] or ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("w @ x", "Line 1 multiplies w of shape (64, 10) by x of shape (100, 10). A matrix product takes"),
        ("\n(x @ w.T) - p", "Line 2 subtracts p of shape (3,) from x @ w.T of shape (100, 64). Two shapes"),
        ("0.5 * p.grad", "Line 1 multiplies 0.5 by p.grad (which is None). One of the two is None"),
        ("p.grad.zero_()", "Line 1 asks p.grad (which is None) for .zero_. The likeliest"),
        ("p += 1", "Line 1 changes p (which requires gradients) in place: += 1. The update"),
        ("d.sum().backward()", ""),
        ("d.backward()", "Line 1 calls backward() on d (which does not require gradients). What backward()"),
        ("p.backward()", "Line 1 calls backward() on p of shape (3,). backward() starts from a single number"),
        ("torch.dot(p, d)", "Line 1 calls torch.dot with p of dtype float32, d of dtype float64. Tensors of two"),
        ("line(p)", "Line 1 applies line = Linear(4, 8) to p of shape (3,). A matrix"),
        ("xs[i]", "Line 1 takes element i = 5 of xs (a list of length 2). An index goes"),
        ("m, n = p", "Line 1 unpacks p of shape (3,) into 2 names. "),
        ("for _ in i: pass", "Line 1 iterates over i = 5. This is one number"),
        ("xs(2)", "Line 1 calls xs (a list of length 2) as if it were a function. What stands before"),
        ("p.view(2, 2)", "Line 1 calls view() on p of shape (3,) with 2, 2. The new shape"),
        ("if p > 0: pass", "Line 1 compares p of shape (3,) with 0. `if`"),
        ("xs ** a.item", "Line 1 raises xs (a list of length 2) to the power of a.item."),
        ("xs ^ i", "Line 1 combines xs (a list of length 2) and i = 5 by ^."),
        ("torch.sum(p, dims=1)", "Line 1 calls torch.sum with p of shape (3,), 1. This function of torch"),
        ("torch.sum(p, 0, True, 1, 2, 3)", "Line 1 calls torch.sum with p of shape (3,), 0, True, 1."),
        ("len(p, 1)", ""),
        ("1 / 0", ""),
        ("raise ValueError(p @ p)", ""),
    ],
)
def test_the_line_s_values_are_said_before_what_the_error_means(text, words) -> None:
    found = reading(text)
    assert found.startswith(words) if words else not found.startswith("Line")


def test_the_error_s_own_message_cause_and_fingerprint_are_as_they_were() -> None:
    error = error_of("w @ x", Source("f", "f.py", "f.py", {"f.py": b"w @ x"}))
    said = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x10 and 100x10)"
    assert (error.cause, error.message, error.details["fingerprint"]) == ("raised", f"{said} (f.py, line 1)", said)


def test_in_a_notebook_the_cell_is_named() -> None:
    source = Source("f", "f.ipynb", cells=(NotebookCell(6, "w @ x", run=14),))
    assert error_of("w @ x", source, "cell 6").details["reading"].startswith("Line 1 of cell 6 multiplies w of")


def test_in_korean_the_values_stay_and_the_words_do_not() -> None:
    error = error_of("\nw @ x", Source("f", "f.py", "f.py", {"f.py": b"\nw @ x"}))
    words = language.words("ko", builtin())
    told = words.told(error.details["reading"].wording)
    assert told.startswith("2번째 줄에서 shape이 (64, 10)인 w에 shape이 (100, 10)인 x를 곱합니다. 행렬 곱은")
