"""What looks like a slip in a source."""

from __future__ import annotations

import ast

import pytest

from grader.worker.code.suspects import suspects


def found(source: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.kind, each.name) for each in suspects("a.py", ast.parse(source))]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("loss.backward", "loss.backward"),
        ("optimizer.zero_grad", "optimizer.zero_grad"),
        ("w.grad.zero_", "w.grad.zero_"),
        ("f(x).backward", "….backward"),
    ],
)
def test_a_method_that_is_only_named_is_found(statement, name) -> None:
    assert found(f"def f():\n    if x:\n        {statement}\n") == [(3, "not_called", name)]


def test_what_is_called_shown_or_used_is_none() -> None:
    assert found("loss.backward()\nw.grad\nrun = optimizer.step\nf(loss.backward)\n") == []


def test_what_is_kept_from_call_to_call_is_found() -> None:
    source = "def f(x, losses=[], y=(), *, seen={}, n=None):\n    global w\n    return x, losses, y, seen, n\n"
    assert {*found(source)} == {(1, "default", "losses"), (1, "default", "seen"), (2, "global", "w")}


def test_a_loop_over_a_number_in_the_source_is_found_inside_of_functions_only() -> None:
    assert found("for i in range(4): pass\n") == []
    inside = (
        "def f(n):\n    for i in range(4):\n        sum(range(n))\n    return [i for i in range(n) for j in range(3)]\n"
    )
    assert found(inside) == [(2, "turns", "range(4)"), (4, "turns", "range(3)")]


def test_a_size_in_the_source_is_found_where_an_argument_could_tell_it() -> None:
    source = "def f(model, n):\n    model.fc = nn.Linear(512, 10)\n    return model, torch.zeros((64, n), dtype=d)\n"
    assert [each[:3] for each in found(source)] == [
        (2, "turns", "nn.Linear(512, 10)"),
        (3, "turns", "torch.zeros((64, n), dtype=d)"),
    ]
    assert found("def build_model():\n    return nn.Linear(3, 1)\n") == []
    assert found("def f(x):\n    return x.view(-1, 1), x.reshape(2, -1), f(512)\n") == []


def test_a_parameter_that_is_never_used_is_found_in_a_function_that_is_written() -> None:
    assert found("def f(x, rate, _rest):\n    return x\n") == [(1, "unused", "rate")]
    assert found("def f(x):\n    raise NotImplementedError\nclass A:\n    def f(self):\n        return 1\n") == []
