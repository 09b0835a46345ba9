"""A whole value of the solution in the place of one of the student's."""

from __future__ import annotations

import ast

import pytest

from grader.edits import whole_values
from grader.edits.scope import scopes

SOLUTION = """
def f(x, y, params):
    a, b = params
    error = a + b * x - y
    return np.square(error).sum()
"""
CASES = {
    "a value": ("a, b, error = x\n    return 1 * y", "return np.square(error).sum()", 3),
    "a variable that is called otherwise": (
        "a, b = x\n    e = a + b * x - 1\n    return g(e)",
        "return np.square(e).sum()",
        4,
    ),
    "what is assigned to the same names": ("a, b = g(x)\n    return a", "a, b = params", 2),
}


@pytest.mark.parametrize("name", CASES)
def test_a_value_is_put_in(name) -> None:
    body, wanted, line = CASES[name]
    tree = ast.parse(f"def f(x, y, params):\n    {body}\n")
    found = list(whole_values.edits(scopes(tree)[1], whole_values.Parts.of(ast.parse(SOLUTION))))
    assert line in {edit.line for edit in found if wanted in edit.text(tree)}


def test_a_value_whose_variables_are_not_there_is_left_out() -> None:
    tree = ast.parse("def f(q):\n    return g(q)")
    assert list(whole_values.edits(scopes(tree)[1], whole_values.Parts.of(ast.parse(SOLUTION)))) == []
