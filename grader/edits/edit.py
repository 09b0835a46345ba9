"""One small change to somebody's source, and where in their text it is.

Text is parsed once; an edit sets fields of a few nodes and is undone after its text has been written. Comments and
layout are lost on the way, the lines that are told are those of the text as it was handed in.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Setting = tuple[ast.AST, str, Any]
"""On which node, which field, to what."""

EditKind = Literal[
    "dropped", "unwrapped", "moved", "moved_out", "moved_in", "cleared", "stepped", "backward", "untracked", "tracked",
    "own_copy", "new_start", "in_place", "rebound", "accumulated", "call_dropped", "call_added", "operand_dropped",
    "factor_added", "divided", "operator", "swapped", "sign", "comparison", "constant", "constant_for_name", "name",
    "name_for_constant", "function", "keyword_dropped", "keyword_added", "keyword", "argument_dropped",
    "argument_added", "returned", "range", "part",
]  # fmt: skip
"""What is done to the source: a closed list."""


@dataclass(frozen=True, eq=False)
class Edit:
    """kind: what is done. line: where the text has what is changed, from 1. where: the dotted name of the function
    around it. statement: the statement that is changed, or that another one is put before. settings: what is set.

    name: what is called or named there, for words. to: the line before which a moved statement belongs (after it: the
    negative). around: what the changed expression is part of: a keyword, the last name of what is called, an operator.
    """

    kind: EditKind
    line: int
    where: str
    statement: ast.stmt
    settings: tuple[Setting, ...]
    name: str = ""
    to: int = 0
    around: str = ""
    old: ast.expr | None = None
    new: ast.expr | None = None
    put_in: tuple[ast.stmt, ...] = ()
    taken_out: bool = False

    @contextlib.contextmanager
    def made(self) -> Iterator[None]:
        """Inside of the `with`, the tree has the edit."""
        before = [(node, name, getattr(node, name)) for node, name, _ in self.settings]
        try:
            for node, name, value in self.settings:
                setattr(node, name, value)
            yield
        finally:
            for node, name, value in reversed(before):
                setattr(node, name, value)

    def text(self, tree: ast.Module) -> str:
        """The whole text with the edit."""
        with self.made():
            return ast.unparse(tree)
