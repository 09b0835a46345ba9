"""Edits that put a whole value of the solution in the place of one of the student's: whatever the difference is, it is
there. Variables that are called otherwise are recognised by how they are computed."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Iterator
from dataclasses import dataclass

from grader.edits.calls import is_value
from grader.edits.edit import Edit
from grader.edits.scope import Scope, scopes, sites
from grader.edits.tokens import Grams, grams, words
from grader.edits.vocabulary import MODULES, called

_ALIKE = 0.5
"""What two values have to share to be values of the same variable: 1 is everything."""


@dataclass(frozen=True)
class Parts:
    """Of a solution. values: what is computed in whole. defined: name -> the value that it gets first. targets: what is
    assigned to -> the value."""

    values: list[ast.expr]
    defined: dict[str, ast.expr]
    targets: dict[str, ast.expr]

    @classmethod
    def of(cls, tree: ast.Module) -> Parts:
        parts = cls([], {}, {})
        for scope in scopes(tree):
            parts.defined.update(_defined(scope))
        for node in ast.walk(tree):
            match node:
                case ast.Assign(targets=[target], value=value):
                    parts.targets[ast.unparse(target)] = value
                    parts.values.extend(_each(value))
                case ast.AugAssign(value=value) | ast.Return(value=ast.expr() as value):
                    parts.values.extend(_each(value))
                case ast.Call(args=args) if called(node) == "append":
                    parts.values.extend(args)
        parts.values[:] = [each for each in parts.values if isinstance(each, ast.BinOp | ast.Call | ast.UnaryOp)]
        return parts


def _each(value: ast.expr) -> list[ast.expr]:
    return value.elts if isinstance(value, ast.Tuple) else [value]


def _defined(scope: Scope) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for block in scope.blocks:
        for statement in block.statements:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    found.setdefault(name, value)
    return found


def edits(scope: Scope, parts: Parts) -> Iterator[Edit]:
    """All of one scope."""
    renamed = _renamed(scope, parts)
    there = {*scope.names, *MODULES, *dir(builtins)}
    known = [value for value in (_as_here(each, renamed) for each in parts.values) if _names(value) <= there]
    for site in sites(scope):
        if not is_value(site) or site.name in ("left", "right"):
            continue
        line = getattr(site.value, "lineno", site.statement.lineno)
        for value in [*known, *_same_target(site.statement, site.value, parts, there)]:
            setting = site.becomes(value)
            yield Edit("expression", line, scope.where, site.statement, (setting,), old=site.value, new=value)


def _same_target(statement: ast.stmt, value: ast.expr, parts: Parts, there: set[str]) -> Iterator[ast.expr]:
    match statement:
        case ast.Assign(targets=[target], value=whole) if whole is value:
            right = parts.targets.get(ast.unparse(target))
            if right is not None and _names(right) <= there:
                yield right


def _names(value: ast.expr) -> set[str]:
    """That it reads; those it binds itself (of a comprehension) too: better too few values than a wrong one."""
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}


def _renamed(scope: Scope, parts: Parts) -> dict[str, str]:
    """The solution's variable -> the one here that is computed most alike."""
    mine = {name: _grams(value) for name, value in _defined(scope).items()}
    found: dict[str, str] = {}
    for name, value in parts.defined.items():
        if name not in scope.names and mine:
            right = _grams(value)
            best = max(mine, key=lambda each: _share(mine[each], right))
            if _share(mine[best], right) >= _ALIKE:
                found[name] = best
    return found


def _grams(value: ast.expr) -> Grams:
    return grams(words(value, frozenset()))


def _share(one: Grams, other: Grams) -> float:
    return (one & other).total() / max(1, (one | other).total())


def _as_here(value: ast.expr, renamed: dict[str, str]) -> ast.expr:
    if renamed.keys().isdisjoint(_names(value)):
        return value
    value = copy.deepcopy(value)
    for node in ast.walk(value):
        if isinstance(node, ast.Name):
            node.id = renamed.get(node.id, node.id)
    return value
