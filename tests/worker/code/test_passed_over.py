"""What is passed over while a file is loaded, and when it is what is wrong with the file."""

from __future__ import annotations

import ast

import pytest

from grader.worker.code.passed_over import NotLoaded, PassedOvers, bound_by, bound_by_magic, bound_in
from grader.worker.messages import wire

FAILED = wire.Failed("raised", "ValueError", "x" * 10_000)


def with_one(names=(), failed=FAILED):
    passed = PassedOvers()
    passed.raised("a.py", 1, failed, names)
    return passed


def test_an_error_counts_where_something_asked_for_is_missing_because_of_it() -> None:
    with_one(["train"]).require(["train"], {"train": 1})
    with_one(["train"]).require(["train"], {"train": 1})
    with_one().require(["train", "loss"], {"train": 1})
    for passed, defined in ((with_one(["loss"]), {"train": 1}), (with_one(), {})):
        with pytest.raises(NotLoaded):
            passed.require(["train", "loss"], defined)


def test_the_error_that_counts_is_the_one_that_has_to_do_with_the_missing_name() -> None:
    passed = with_one(["x"])
    passed.raised("a.py", 7, wire.Failed("raised", "NameError", ""), ["loss"])
    with pytest.raises(NotLoaded) as raised:
        passed.require(["train", "loss"], {})
    assert raised.value.failed.error == "NameError"


def test_what_is_told_is_short_and_can_be_sent() -> None:
    passed = with_one([f"n{i}" for i in range(1000)] + ["long" * 100])
    for i in range(100):
        passed.skipped("cell 1", i, "%\ud800" * 1000)
    wire.decode_reply(wire.encode(wire.Loaded({}, {}, [], [], passed.told())))
    assert passed.told()[0].what.error == "ValueError"


def test_the_names_that_statements_define() -> None:
    code = "if x:\n  import a.b, c as d\n  def f(): y = 1\n  class K: pass\n  for i in z: u, v = i"
    assert {"a", "d", "f", "K", "i", "u", "v"} <= set(bound_by(ast.parse(code).body[0]))
    assert "x" not in bound_by(ast.parse(code).body[0])


def test_the_names_that_a_text_seems_to_define() -> None:
    assert bound_in("class A(:\n  def f(x)\n\nw = 3\nw == 3\nthis is a note") == ["A", "f", "w"]


@pytest.mark.parametrize(
    ("magic", "cell", "name"),
    [
        ("%pylab inline", "", "np"),
        ("%run a.py", "", "*"),
        ("%%writefile -a folder/model.py", "", "model"),
        ("%%cython", "%%cython\ndef f(): pass", "f"),
    ],
)
def test_the_names_that_a_magic_would_define(magic, cell, name) -> None:
    assert name in bound_by_magic(magic, cell)
    assert bound_by_magic("%matplotlib inline") == []
