"""Running the statements of a student's file."""

from __future__ import annotations
import __future__ as features

import ast
from typing import Any

_FUTURE = sum(getattr(features, name).compiler_flag for name in features.all_feature_names)


def execute(tree: ast.Module, name: str, namespace: dict[str, Any], through: bool = False) -> None:
    """Runs a module's code. Raises whatever it raises.

    through: in a torch without autograd an honest demo run at module level fails: the statements that do are skipped,
    and what comes after them is run all the same.
    """
    whole = compile(tree, name, "exec", dont_inherit=True)
    if not through:
        exec(whole, namespace)
        return
    flags = whole.co_flags & _FUTURE
    for statement in tree.body:
        code = compile(ast.Module([statement], []), name, "exec", flags, dont_inherit=True)
        try:
            exec(code, namespace)
        except (Exception, SystemExit):
            pass
