"""Notebooks as instructors write them for nbgrader and otter, made here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

GIVEN: dict[str, Any] = {}
SOLUTION = {"nbgrader": {"solution": True, "grade": False, "grade_id": "solution", "schema_version": 3}}


def graded(name: str, points: float = 1) -> dict[str, Any]:
    """The metadata of a test cell of nbgrader's."""
    about = {"solution": False, "grade": True, "grade_id": name, "points": points, "schema_version": 3, "locked": True}
    return {"nbgrader": about}


def code(text: str, metadata: dict[str, Any] | None = None, shown: str | None = None) -> Any:
    cell = nbformat.v4.new_code_cell(text, metadata=metadata or {})
    if shown is not None:
        cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": shown}, execution_count=1)]
    return cell


def raw(text: str) -> Any:
    return nbformat.v4.new_raw_cell(text)


def text(markdown: str) -> Any:
    return nbformat.v4.new_markdown_cell(markdown)


def written(path: Path, *cells: Any, **metadata: Any) -> Path:
    """With ids that count: drawn ones repeat among thousands."""
    counted = [nbformat.from_dict({**cell, "id": f"cell-{number}"}) for number, cell in enumerate(cells)]
    nbformat.write(nbformat.v4.new_notebook(cells=counted, metadata=metadata), path)
    return path


SQUARE = code(
    'def square(x):\n    """x: a number."""\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION', SOLUTION
)
MEAN = code("### BEGIN SOLUTION\ndef mean(xs):\n    return sum(xs) / len(xs)\n### END SOLUTION", SOLUTION)


def of_nbgrader(path: Path) -> Path:
    """Four tests: three that can become checks, one of them with a hidden part, and one that cannot."""
    return written(
        path,
        text("# Squares\n\nThe square of 3 is 9."),
        code("import math\n\n%matplotlib inline\nlimit = 3  # given"),
        SQUARE,
        code("square(limit)"),
        code('"""Small numbers are squared."""\nassert square(limit) == 9\nassert square(-2) == 4', graded("small", 2)),
        code("saved = square\ndel square\nassert 'square' not in globals()", graded("deleted", 5)),
        MEAN,
        code(
            "assert math.isclose(mean([1, 2]), 1.5)\n"
            "### BEGIN HIDDEN TESTS\nassert mean([4]) == 4\n### END HIDDEN TESTS",
            graded("mean", 0.5),
        ),
        code(
            "try:\n    mean([])\nexcept ZeroDivisionError:\n    pass\nelse:\n    raise AssertionError", graded("empty")
        ),
    )


def of_otter(path: Path) -> Path:
    return written(
        path,
        raw("# ASSIGNMENT CONFIG\nname: hw01"),
        raw("# BEGIN QUESTION\nname: q1\npoints: 3"),
        text("**Question 1.** Assign `x`."),
        raw("# BEGIN SOLUTION"),
        code('x = 2  # SOLUTION\n""" # BEGIN PROMPT\nx = ...\n""" # END PROMPT'),
        raw("# END SOLUTION"),
        raw("# BEGIN TESTS"),
        code("0 < x < 100", shown="True"),
        code("x + 1", shown="3"),
        code("# HIDDEN\nx", shown="<object>"),
        raw("# END TESTS"),
        raw("# END QUESTION"),
        raw("# BEGIN QUESTION\nname: q2"),
        raw("# BEGIN SOLUTION"),
        code("def twice(x):\n    y = 2 * x # SOLUTION\n    return y # SOLUTION"),
        raw("# END SOLUTION"),
        raw("# BEGIN TESTS"),
        code(
            '""" # BEGIN TEST CONFIG\npoints: 2\nhidden: true\nname: large\n""" # END TEST CONFIG\n'
            "def test_large(twice):\n    assert twice(50) == 100\ntest_large(twice) # IGNORE"
        ),
        raw("# END TESTS"),
        raw("# END QUESTION"),
    )
