"""What a student gets of a cell with a solution: the heads of what is to be written, and NotImplementedError."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Sequence

from grader.authoring.instructor_notebook import without_marks
from grader.authoring.notebook_code import CellStatement
from grader.authoring.otter_questions import InstructorCell

RAISE = "raise NotImplementedError"


def stub_of(cell: InstructorCell, tree: ast.Module) -> str:
    """tree: the cell without the lines that mark regions. Each region inside of a function becomes one `raise`; what is
    defined inside of a region, or in a cell that is a solution as a whole, keeps its head and docstring."""
    text, solved = without_marks(cell)
    for node in reversed(tree.body):
        _open(node, text, solved)
    return "\n".join(line for line in text if line is not _GONE).strip("\n")


_GONE = "\0"
"""In the place of a line that a student does not get."""


def _open(node: ast.stmt, text: list[str], solved: set[int]) -> None:
    """Changes the lines of a statement, whose numbers begin with 1, into those that a student gets."""
    first, end = node.lineno, node.end_lineno or node.lineno
    here = solved.intersection(range(first, end + 1))
    if not here:
        return
    if isinstance(node, ast.ClassDef):
        for each in reversed(node.body):
            _open(each, text, solved if first not in solved else solved | set(range(first, end + 1)))
    elif isinstance(node, ast.FunctionDef):
        _open_function(node, text, here)
    elif isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node):
        pass
    elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(_target(node), ast.Name):
        indent = " " * node.col_offset
        _replace(text, first, end, f"{indent}{ast.unparse(_target(node))} = ...")
    else:
        _replace(text, first, end, _GONE)


def _target(node: ast.Assign | ast.AnnAssign) -> ast.expr:
    return node.targets[0] if isinstance(node, ast.Assign) else node.target


def _open_function(node: ast.FunctionDef, text: list[str], solved: set[int]) -> None:
    """From the first line of the solution on, all of the function is the student's."""
    body = [each for each in node.body if not _is_docstring(each)]
    whole = node.lineno in solved or not body
    first = (body[0].lineno if body else (node.end_lineno or node.lineno) + 1) if whole else min(solved)
    indent = " " * (node.body[0].col_offset if node.body[0].lineno > node.lineno else node.col_offset + 4)
    if node.body[0].lineno == node.lineno:  # all on one line
        head = text[node.lineno - 1][: node.body[0].col_offset].rstrip()
        _replace(text, node.lineno, node.end_lineno or node.lineno, f"{head}\n{indent}{RAISE}")
    elif body:
        start = max(first, node.body[0].lineno)
        _replace(text, start, node.end_lineno or start, f"{indent}{RAISE}")


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _replace(text: list[str], first: int, end: int, line: str) -> None:
    text[first - 1 : end] = [line, *[_GONE] * (end - first)]


def main_block(rest: Sequence[CellStatement], whole: str) -> str:
    """Statements that run in a notebook and as a program only. whole: their cell's text, comments and all, empty where
    they are not all of it."""
    if not rest:
        return ""
    plain = whole and not any(_has_long_string(each.node) for each in rest)
    body = whole.strip("\n") if plain else "\n".join(ast.unparse(each.node) for each in rest)
    return f'if __name__ == "__main__":\n{textwrap.indent(body, "    ")}'


def _has_long_string(node: ast.stmt) -> bool:
    """A string over several lines, which may not be indented."""
    texts = (each for each in ast.walk(node) if isinstance(each, ast.Constant | ast.JoinedStr))
    return any((each.end_lineno or 0) > each.lineno for each in texts)
