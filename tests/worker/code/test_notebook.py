"""Magics and shell escapes by IPython's rules, lines kept in place."""

from __future__ import annotations

import pytest

from grader.worker.code.notebook import line_magics, python_of


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%matplotlib inline\nx = 1\n", "pass\nx = 1\n"),
        ("%%time\nx = 1\n", "\nx = 1\n"),
        ("\n\n%%timeit -n 10\nx = 1\n", "\n\n\nx = 1\n"),
        ("%%capture out\nx = 1\n", "\nx = 1\n"),
        ("%%bash\nrm -rf /\n", ""),
        ("%%writefile x.py\nx = (\n", ""),
        ("%time x = f()\n", "x = f()\n"),
        ("%timeit -n 10 -r 3 f()\n", "f()\n"),
        ("x = %time f()\n", "x = f()\n"),
        ("files = !ls -l\n", "files = []\n"),
        ("n = %env\n", "n = None\n"),
        ("if x:\n    !ls\n", "if x:\n    pass\n"),
        ("!pip install \\\n  torch\nx = 1\n", "pass\n\nx = 1\n"),
        ("x?\ny = 1\n", "pass\ny = 1\n"),
        ("s = '''\n%time\n!ls'''\n", "s = '''\n%time\n!ls'''\n"),
        ("f(\n%time\n)\n", "f(\n%time\n)\n"),
        ("x = 7 \\\n%3\n", "x = 7 \\\n%3\n"),
        (">>> x = 1\n>>> y = 2\n", "x = 1\ny = 2\n"),
    ],
)
def test_a_cell_becomes_python_line_by_line(cell, python) -> None:
    assert python_of(cell) == python


def test_magics_and_gaps_are_found_with_their_lines() -> None:
    cell = "%pylab inline\n%%time\nx = 1\n    grad = ???\nwhat?\ny = ?\n"
    assert [*line_magics(cell)] == [(1, "%pylab inline"), (4, "grad = ???"), (6, "y = ?")]
