"""Why a test cannot become a check, and what its lines are looked through for."""

from __future__ import annotations

import ast
from collections.abc import Collection

from grader.message import Message

_LOOKS = frozenset(("callable", "hasattr", "getattr", "isinstance", "issubclass", "type", "id", "repr", "str", "bool"))
"""Calls that say nothing about what a function returns."""


class NotMoved(Exception):
    """reason: in words, after "cell 3 is not a check yet:"."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def has_assert(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Assert) for each in ast.walk(node))


def mentions(node: ast.AST, names: Collection[str]) -> bool:
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(node))


def asks_for_a_result(node: ast.AST, tainted: Collection[str], names: Collection[str]) -> bool:
    """Not so `callable(f)` and `f is not None`, which hold for a function that is not written yet. tainted: what hangs
    on the student's answer; names: the functions and classes among it."""
    match node:
        case ast.Name(id=name):
            return name in tainted and name not in names
        case ast.Call(func=ast.Name(id=name), args=args) if name in _LOOKS:
            return any(asks_for_a_result(each, tainted, names) for each in args)
        case ast.Call():
            return mentions(node, tainted)
    return any(asks_for_a_result(each, tainted, names) for each in ast.iter_child_nodes(node))
