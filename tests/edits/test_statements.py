"""Edits of whole statements: what each may turn a loop into, and that nothing is left of it afterwards."""

from __future__ import annotations

import ast
import textwrap

import pytest

from grader.edits import statements
from grader.edits.scope import scopes

LOOP = """\
    import torch

    def f(w, n):
        losses = []
        for _ in range(n):

            loss = (w * w).sum()   # a comment
            loss.backward()
            w -= w.grad
            losses.append(loss)
        return losses
    """


def edits(source: str, where: str = "f"):
    tree = ast.parse(textwrap.dedent(source))
    (scope,) = [scope for scope in scopes(tree) if scope.where == where]
    return tree, list(statements.edits(scope))


def with_line(text: str, line: str, after: str) -> str:
    """LOOP with a line more."""
    lines = text.splitlines()
    at = next(i for i, each in enumerate(lines) if each.strip() == after)
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    return "\n".join([*lines[: at + 1], indent + line, *lines[at + 1 :]])


def without(text: str, line: str) -> str:
    return "\n".join(each for each in text.splitlines() if each.strip() != line)


PLAIN = ast.unparse(ast.parse(textwrap.dedent(LOOP)))
KEPT = "losses.append(loss)"
CASES = {
    "dropped": (with_line(PLAIN, "n = 3", "losses = []"), PLAIN, 5),
    "unwrapped": (PLAIN.replace("w -= w.grad", "if n:\n            w -= w.grad"), PLAIN, 8),
    "moved": (with_line(without(PLAIN, KEPT), KEPT, "loss = (w * w).sum()"), PLAIN, 7),
    "moved_out": (with_line(without(PLAIN, "return losses"), "return losses", KEPT), PLAIN, 10),
    "moved_in": (PLAIN.replace("        losses.append(loss)\n", "    losses.append(loss)\n"), PLAIN, 9),
    "cleared": (PLAIN, with_line(PLAIN, "w.grad = None", "w -= w.grad"), 9),
    "backward": (PLAIN.replace("        loss.backward()\n", ""), PLAIN, 7),
    "stepped": ("def f(o):\n    o.zero_grad()", "def f(o):\n    o.zero_grad()\n    o.step()", 2),
    "untracked": (PLAIN, PLAIN.replace("w -= w.grad", "with torch.no_grad():\n            w -= w.grad"), 8),
    "rebound": (PLAIN, PLAIN.replace("w -= w.grad", "w = w - w.grad"), 8),
    "in_place": (PLAIN.replace("w -= w.grad", "w = w - w.grad"), PLAIN, 8),
    "accumulated": (PLAIN.replace("loss = (", "loss += ("), PLAIN, 6),
    "operator": (PLAIN.replace("w -=", "w +="), PLAIN, 8),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_an_edit_and_its_line(kind) -> None:
    source, wanted, line = CASES[kind]
    tree, found = edits(source)
    assert line in {edit.line for edit in found if edit.kind == kind and edit.text(tree) == wanted}
    assert ast.unparse(tree) == ast.unparse(ast.parse(source)), "the tree is as it was"


def test_lines_are_those_of_the_text_as_it_was_handed_in() -> None:
    _, found = edits(LOOP)
    assert {edit.line for edit in found if edit.kind == "dropped"} == {5, 8, 9, 10, 11}


def test_what_moves_says_where_it_belongs() -> None:
    source, wanted, _ = CASES["moved"]
    tree, found = edits(source)
    assert [edit.to for edit in found if edit.kind == "moved" and edit.text(tree) == wanted] == [-9]


def test_many_statements_cost_no_more_than_their_number() -> None:
    _, found = edits("def f(a):\n" + "    a = a + 1\n" * 500)
    assert len(found) < 500 * 40
