"""Running the statements of a student's file."""

from __future__ import annotations
import __future__ as features

import ast
from collections.abc import Callable
from typing import Any

Raised = Callable[[ast.stmt, BaseException], None]
"""What is done with a statement that raised, and with what it raised."""


def execute(tree: ast.Module, name: str, namespace: dict[str, Any], raised: Raised | None = None) -> None:
    """Runs a module's code. Raises whatever it raises.

    raised: is told of each statement that raises, and what comes after it is run all the same.
    """
    if raised is None:
        exec(compile(tree, name, "exec", dont_inherit=True), namespace)
        return
    namespace["__doc__"] = ast.get_docstring(tree, clean=False) or namespace.get("__doc__")
    flags = _flags(tree)
    for statement in tree.body:
        code = compile(ast.Module([statement], []), name, "exec", flags, dont_inherit=True)
        try:
            exec(code, namespace)
        except (Exception, SystemExit) as error:
            raised(statement, error)


def _flags(tree: ast.Module) -> int:
    """The compiler's flags of the imports from __future__, which hold for the whole file."""
    imports = [s for s in tree.body if isinstance(s, ast.ImportFrom) and s.module == "__future__"]
    names = {alias.name for statement in imports for alias in statement.names}
    return sum(getattr(features, name).compiler_flag for name in names)


def ignored(statement: ast.stmt, error: BaseException) -> None:
    """For a torch without autograd, where an honest demo run at module level fails."""
