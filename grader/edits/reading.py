"""A stranger's source as a tree, where it is small and plain enough to be taken apart in this process."""

from __future__ import annotations

import ast
import re
import warnings

MAX_TEXT, MAX_LINE, MAX_NODES, MAX_DEPTH = 2**16, 1000, 8000, 60
"""Bytes of a text, characters of a line; nodes of a tree, and how deep brackets and blocks may be nested."""
_BRACKET = re.compile(r"[()\[\]{}]")
_INDENT = re.compile(r"^[ \t]*", re.M)


def parsed(text: str) -> ast.Module | None:
    """None: it is too large, nested too deep, or no Python."""
    if len(text) > MAX_TEXT or len(text.encode(errors="replace")) > MAX_TEXT or not _is_flat(text):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in strings
            tree = ast.parse(text, "answer")
        return tree if _is_small(tree) else None
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _is_flat(text: str) -> bool:
    """Strings and comments count too: better too strict."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    longest = max(map(len, text.split("\n")), default=0)
    indent = max(map(len, _INDENT.findall(text)), default=0)
    return deepest <= MAX_DEPTH and longest <= MAX_LINE and indent <= 4 * MAX_DEPTH


def _is_small(tree: ast.Module) -> bool:
    """What is chained (`a.b.c…`, `elif`) is nested too, without a bracket or an indent."""
    level: list[ast.AST] = [tree]
    count = 0
    for _ in range(2 * MAX_DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        count += len(level)
        if not level or count > MAX_NODES:
            break
    return not level and count <= MAX_NODES
