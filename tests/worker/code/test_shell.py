"""Magics that `jupyter nbconvert --to script` wrote as calls."""

from __future__ import annotations

import ast

import pytest

from grader.worker.code.shell import get_ipython, without_magics


@pytest.mark.parametrize(
    ("exported", "python"),
    [
        ("get_ipython().run_cell_magic('time', '', 'x = 1\\ny = 2\\n')", "x = 1\ny = 2"),
        ("get_ipython().run_cell_magic('timeit', '-n 10', 'x = 1')", "x = 1"),
        (
            "get_ipython().run_cell_magic('capture', 'out', '!ls\\nif x:\\n    %cd\\n')",
            "pass\nif x:\n    pass",
        ),
        ("get_ipython().run_line_magic('time', 'x = f()')", "x = f()"),
        ("get_ipython().magic('time x = f()')", "x = f()"),
        ("get_ipython().run_line_magic('timeit', '-n 10 -r 3 f()')", "f()"),
    ],
)
def test_code_that_a_magic_holds_stays_code(exported, python) -> None:
    tree = ast.parse(exported)
    assert without_magics(tree) == []
    assert ast.unparse(tree) == python
    assert {node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)} == {1}


@pytest.mark.parametrize(
    ("exported", "magic"),
    [
        ("x = 1\nget_ipython().run_line_magic('pylab', 'inline')", (2, "%pylab inline")),
        ("get_ipython().run_line_magic('matplotlib', '')", (1, "%matplotlib")),
        ("get_ipython().run_cell_magic('writefile', 'model.py', 'x = 1')", (1, "%%writefile model.py")),
    ],
)
def test_other_magics_are_told(exported, magic) -> None:
    assert without_magics(ast.parse(exported)) == [magic]


@pytest.mark.parametrize("plain", ["get_ipython()", "f().magic('time x')", "get_ipython().magic(x)", "x = 1"])
def test_other_statements_stay_as_they_are(plain) -> None:
    tree = ast.parse(plain)
    assert without_magics(tree) == []
    assert ast.unparse(tree) == plain


def test_a_magic_that_holds_no_python_is_a_syntax_error_on_its_line() -> None:
    with pytest.raises(SyntaxError) as raised:
        without_magics(ast.parse("\n\nget_ipython().run_cell_magic('time', '', 'x =\\n\\n')"))
    assert raised.value.lineno == 3


def test_the_shell_returns_what_ipython_would_where_there_is_nothing() -> None:
    shell = get_ipython()
    assert [shell.run_line_magic("x", ""), shell.run_cell_magic("x", "", ""), shell.system("ls")] == [None] * 3
    assert shell.getoutput("ls") == []
    assert "IPKernelApp" not in shell.config
    shell.events.register("post_execute", print)
