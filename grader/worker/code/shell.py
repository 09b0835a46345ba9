"""What a file exported from a notebook calls: `get_ipython()` and `display()`.

`jupyter nbconvert --to script` writes magics as calls. `run_cell_magic('time', '', '…')` holds a cell's code as text:
it becomes code again before anything is run, so that what looks at a file's syntax sees it too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import Any

from .notebook import KEPT_CELLS, kept_statement
from .stub_object import stub_of

_LINE_MAGIC = re.compile(r"^([ \t]*)(?:%(?!%)|!).*$", re.MULTILINE)


class Shell:
    """IPython's shell, which here does nothing and returns what IPython would where there is nothing to return."""

    def __init__(self) -> None:
        self.config: dict[str, Any] = {}

    def run_line_magic(self, *args: Any, **kwargs: Any) -> None: ...

    run_cell_magic = magic = system = system_raw = system_piped = run_line_magic

    def getoutput(self, *args: Any, **kwargs: Any) -> list[str]:
        return []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return stub_of("IPython")()


_SHELL = Shell()


def get_ipython() -> Shell:
    return _SHELL


def display(*things: Any, **options: Any) -> None: ...


NOTEBOOK = {"get_ipython": get_ipython, "display": display}
"""What a module finds there without an import, as in a notebook."""


def without_magics(tree: ast.Module) -> Iterable[tuple[int, str]]:
    """Puts the code that magics hold into the tree, in their place. Returns the other magics of the top level, line and
    text. Raises SyntaxError for code in a magic that is not Python."""
    body, others = [], []
    for statement in tree.body:
        name, line, cell = _magic(statement)
        code = _code(name, line, cell) if name else None
        if name and code is None:
            others.append((statement.lineno, f"{'%' if cell is None else '%%'}{name} {line}".rstrip()))
        body += [statement] if code is None else _at(statement.lineno, code)
    tree.body = body
    return others


def _magic(statement: ast.stmt) -> tuple[str, str, str | None]:
    """Name, line and cell of `get_ipython().run_…_magic(…)`; no name for any other statement."""
    match statement:
        case ast.Expr(ast.Call(ast.Attribute(ast.Call(ast.Name("get_ipython")), method), args)):
            words = [arg.value for arg in args if isinstance(arg, ast.Constant) and type(arg.value) is str]
            match method, words:
                case "run_line_magic", [name, line]:
                    return name, line, None
                case "magic", [line]:
                    name, _, rest = line.partition(" ")
                    return name.lstrip("%"), rest, None
                case "run_cell_magic", [name, line, cell]:
                    return name, line, cell
    return "", "", None


def _code(name: str, line: str, cell: str | None) -> str | None:
    if cell is None:
        return kept_statement(f"{name} {line}")
    return cell if name in KEPT_CELLS else None


def _at(line: int, code: str) -> list[ast.stmt]:
    """The code's statements, all on the line of the magic that held them; magics among them do nothing."""
    try:
        tree = ast.parse(_LINE_MAGIC.sub(r"\1pass", code))
    except SyntaxError as error:
        error.lineno = line
        raise
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt | ast.expr):
            node.lineno = node.end_lineno = line
    return tree.body
