"""Edits at the head of a function: copies of what came in, and what begins again in every call."""

from __future__ import annotations

import ast

import pytest

from grader.edits import heads
from grader.edits.scope import scopes

CASES = {
    "own_copy": ("def f(x):\n    'Text.'\n    return x", "def f(x):\n    'Text.'\n    x = x.clone()\n    return x", 1),
    "tracked": ("def f(x):\n    return x", "def f(x):\n    x.requires_grad_()\n    return x", 1),
    "new_start": ("def f(a,\n      b=[]):\n    return b", "def f(a, b=[]):\n    b = []\n    return b", 2),
    "new_start of what is global": (
        "w = 3\n\ndef f():\n    global w\n    w += 1",
        "w = 3\n\ndef f():\n    global w\n    w = 3\n    w += 1",
        1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_edit_and_its_line(name) -> None:
    source, wanted, line = CASES[name]
    tree = ast.parse(source)
    found = list(heads.edits(scopes(tree)[1], tree))
    wanted = ast.unparse(ast.parse(wanted))
    assert [edit.line for edit in found if edit.kind == name.split()[0] and edit.text(tree) == wanted] == [line]
    assert ast.unparse(tree) == ast.unparse(ast.parse(source))
