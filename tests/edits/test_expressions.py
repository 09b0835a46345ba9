"""Edits of expressions: what may stand in the place of one, and that nothing is left of it afterwards."""

from __future__ import annotations

import ast

import pytest

from grader.edits import expressions
from grader.edits.scope import scopes
from grader.edits.vocabulary import Vocabulary

SOLUTION = ast.parse("def f(x, y, n):\n    a = torch.sum(x, dim=1)\n    return ((x - y) ** 2).mean(), 0.25")
CASES = {
    "call_dropped": ("x.detach() + 1", {"x + 1"}),
    "call_dropped from a function": ("torch.relu(x)", {"x"}),
    "call_dropped as an attribute": ("x.data * 2", {"x * 2"}),
    "call_added": ("g(x)", {"g(x).sum()", "g(x.clone())", "list(g(x))"}),
    "part": ("x[1:]", {"x", "x[:]"}),
    "operator": ("x + y", {"x - y", "x * y"}),
    "operand_dropped": ("2 * x", {"x"}),
    "swapped": ("x - y", {"y - x"}),
    "swapped arguments": ("g(x, y)", {"g(y, x)"}),
    "swapped with what it belongs to": ("x.mm(y)", {"y.mm(x)"}),
    "sign": ("-x", {"x"}),
    "factor_added": ("x - g(y)", {"x - g(y) * n", "2 * (x - g(y))"}),
    "divided": ("g(x)", {"g(x) / n", "g(x) / len(y)", "g(x) / 2"}),
    "comparison": ("x < y", {"x <= y", "x > y"}),
    "constant": ("x + 3", {"x + 4", "x + 2", "x + 0.25"}),
    "name_for_constant": ("x + 3", {"x + n"}),
    "name": ("x + 3", {"y + 3"}),
    "constant_for_name": ("x + n", {"x + 0.25"}),
    "function": ("F.l1_loss(x, y)", {"F.mse_loss(x, y)"}),
    "keyword_dropped": ("g(x, dim=0)", {"g(x)"}),
    "keyword_added": ("torch.sum(x)", {"torch.sum(x, dim=1)"}),
    "keyword": ("x.clamp(min=0)", {"x.clamp(max=0)"}),
    "argument_dropped": ("g(x, y)", {"g(x)", "g(y)"}),
    "returned": ("(x, y)", {"(y, x)", "x"}),
    "range": ("range(1, n)", {"range(1, n + 1)", "range(n)"}),
}


@pytest.mark.parametrize("name", CASES)
def test_an_edit(name) -> None:
    value, wanted = CASES[name]
    source = f"def f(x, y, n):\n    return {value}\n"
    tree = ast.parse(source)
    found = list(expressions.edits(scopes(tree)[1], Vocabulary.of(SOLUTION)))
    became = {edit.text(tree).partition("return ")[2] for edit in found if edit.kind == name.split()[0]}
    assert wanted <= {each.removeprefix("(").removesuffix(")") if "," not in each else each for each in became} | became
    assert {edit.line for edit in found} == {2}
    assert ast.unparse(tree) == ast.unparse(ast.parse(source)), "the tree is as it was"


def test_every_edit_can_be_written_as_python() -> None:
    tree = ast.parse("def f(x, y=[1, 'sum']):\n    return [g(a)[0] if a else -a for a in x[::2]], {**y}, f'{x}'\n")
    found = list(expressions.edits(scopes(tree)[1], Vocabulary.of(SOLUTION)))
    assert len(found) > 50
    for edit in found:
        ast.parse(edit.text(tree))
