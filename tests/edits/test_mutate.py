"""The mutator: an example of each operator, and what keys and texts guarantee."""

from __future__ import annotations

import ast

import pytest

from grader.edits.mutate import mutants

CASES = {
    "arithmetic": ("y = a + b", {"y = a - b"}),
    "arithmetic of an update": ("w -= r * g", {"w += r * g", "w -= r / g", "w -= r + g"}),
    "arithmetic of a product": ("y = X @ w", {"y = X * w"}),
    "comparison": ("if a < b:\n    f()", {"if a <= b:\n    f()", "if a >= b:\n    f()"}),
    "comparison of both": ("while a and b:\n    f()", {"while a or b:\n    f()"}),
    "constant": ("f(3)", {"f(4)", "f(2)"}),
    "constant with a point": ("f(0.5)", {"f(0.505)", "f(-0.5)"}),
    "constant zero": ("f(0.0)", {"f(1.0)"}),
    "constant truth": ("f(True)", {"f(False)"}),
    "off_by_one": ("for i in range(n):\n    f()", {f"for i in range(n {op} 1):\n    f()" for op in "+-"}),
    "sign": ("def f(x):\n    return x", {"def f(x):\n    return -x"}),
    "sign of one of several results": ("def f(x):\n    return x, *y", {"def f(x):\n    return (-x, *y)"}),
    "sign of an intermediate": ("y = f(x)", {"y = -f(x)"}),
    "sign left out": ("y = -x", {"y = +x"}),
    "sign of a condition": ("if not a:\n    f()", {"if not not a:\n    f()"}),
    "reduction": ("y = x.sum()", {"y = x.mean()"}),
    "reduction by a function": ("y = max(a, b)", {"y = min(a, b)"}),
    "reduction in a word": ("f(reduction='sum')", {"f(reduction='mean')"}),
    "reduction by a keyword": ("f(x.clamp(min=a))", {"f(x.clamp(max=a))"}),
    "arguments": ("f(a, b)", {"f(b, a)"}),
    "arguments of a method": ("y = a.mm(b)", {"y = b.mm(a)"}),
    "arguments left out": ("f(lr=r, momentum=m)", {"f(lr=r)", "f(momentum=m)"}),
    "arguments returned": ("def f():\n    return (a, b)", {"def f():\n    return (b, a)"}),
    "call": ("y = f(x.detach())", {"y = f(x)"}),
    "call of a returned thing": ("def f(x):\n    return x.clone()", {"def f(x):\n    return x"}),
    "dropped": ("def f():\n    g()\n    h()", {"def f():\n    h()", "def f():\n    g()"}),
    "dropped, nothing left": ("def f():\n    g()", {"def f():\n    pass"}),
    "dropped with": ("def f():\n    with g:\n        h()", {"def f():\n    h()"}),
    "dropped decorator": ("@d\ndef f():\n    pass", {"def f():\n    pass"}),
    "order": ("def f():\n    a()\n    b()", {"def f():\n    b()\n    a()"}),
}


@pytest.mark.parametrize("name", CASES)
def test_an_operator(name) -> None:
    source, expected = CASES[name]
    made = mutants(source)
    assert expected <= {m.text for m in made if m.kind == name.replace(",", "").split()[0]}
    assert all(ast.parse(mutant.text) for mutant in made)


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np",
        "def f(x: 3 = None) -> 4:\n    '''Text 1 + 1.'''\n    pass",
        "def f():\n    pass\n\ndef g():\n    pass",
    ],
)
def test_nothing_is_there_to_change(source) -> None:
    assert mutants(source) == []


@pytest.mark.parametrize("base", ["Function", "torch.autograd.Function"])
def test_a_function_s_methods_need_not_be_static(base) -> None:
    assert mutants(f"class F({base}):\n    @staticmethod\n    def forward(ctx, x):\n        pass") == []


@pytest.mark.parametrize(
    ("base", "decorator"), [("torch.nn.Module", "staticmethod"), ("Functional", "staticmethod"), ("Function", "once")]
)
def test_other_decorators_are_left_out(base, decorator) -> None:
    (mutant,) = mutants(f"class F({base}):\n    @{decorator}\n    def forward(ctx, x):\n        pass")
    assert mutant.key == ("F.forward", f"@{decorator}", "")


LOOP = '''"""Text."""

def train(x, w, n):   # a comment
    losses = []
    for _ in range(n):
        losses.append(
            (w * x).sum()
        )
        w = w - 0.1 * x
    return w, losses
'''


def test_every_mutant_is_another_program_with_its_own_key() -> None:
    found = mutants(LOOP)
    original = ast.unparse(ast.parse(LOOP))
    assert len(found) > 15
    assert len({m.key for m in found}) == len({m.text for m in found} - {original}) == len(found)
    for mutant in found:
        compile(mutant.text, "mutant", "exec")
        assert mutant.was in original or mutant.kind in ("dropped", "order")
    assert mutants(LOOP) == found, "the tree is left as it was"


def test_a_key_does_not_depend_on_layout_or_on_the_rest_of_the_file() -> None:
    longer = "import math\n\n" + LOOP.replace("   # a comment", "").replace(
        "(\n            (w * x).sum()\n        )", "((w*x).sum())"
    )
    assert {m.key for m in mutants(LOOP)} == {m.key for m in mutants(longer)}


def test_the_same_line_twice_in_one_function_has_two_keys() -> None:
    found = [m for m in mutants("def f(a, b):\n    g(a, b)\n    h()\n    g(a, b)\n") if m.kind == "arguments"]
    assert [m.key for m in found] == [("f", "g(a, b)", "g(b, a)"), ("f (2)", "g(a, b)", "g(b, a)")]


def test_it_says_where_and_what() -> None:
    (mutant,) = [m for m in mutants(LOOP) if m.kind == "reduction"]
    assert (mutant.line, mutant.where) == (7, "train")
    assert (mutant.was, mutant.becomes) == ("losses.append((w * x).sum())", "losses.append((w * x).mean())")
    assert "-        losses.append((w * x).sum())\n+        losses.append((w * x).mean())" in mutant.diff
    (swapped,) = [m for m in mutants(LOOP) if m.kind == "order" and m.line == 6]
    assert swapped.becomes == "w = w - 0.1 * x\nlosses.append((w * x).sum())"


def test_what_is_not_python_is_refused() -> None:
    with pytest.raises(SyntaxError):
        mutants("def f(:")


@pytest.mark.parametrize("line", ["f = lambda x: x.detach()", "y = x.detach() if x else x.clone()"])
def test_a_body_that_is_an_expression_has_the_line_of_its_statement(line) -> None:
    assert {mutant.line for mutant in mutants(f"a = 1\n{line}\n") if mutant.kind == "call"} == {2}
