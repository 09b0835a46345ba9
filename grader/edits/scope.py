"""The functions of a source, what is in scope in each, and every place in them where a statement or an expression may
be another one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.edits.edit import Setting

Function = ast.FunctionDef | ast.AsyncFunctionDef
DEFINES = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Block:
    """A list of statements: field `name` of `owner`. outer: the block that the owner stands in, None for a function's
    own. loops: how many loops are around it, inside of the function."""

    owner: ast.AST
    name: str
    outer: Block | None
    loops: int

    @property
    def statements(self) -> list[ast.stmt]:
        return list(getattr(self.owner, self.name))

    def becomes(self, statements: list[ast.stmt]) -> Setting:
        return self.owner, self.name, statements or [ast.Pass()]


@dataclass
class Scope:
    """A function, or what stands at the margin (node: the module). where: its dotted name. parameters, names: that its
    body may read, those around it last."""

    node: Function | ast.Module
    where: str
    parameters: list[str]
    names: list[str]
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Site:
    """An expression inside of a statement: item `index` of field `name` of `parent`. Of a target (`x.grad = …`) only
    what is read."""

    scope: Scope
    statement: ast.stmt
    parent: ast.AST
    name: str
    index: int | None
    value: ast.expr

    def becomes(self, new: ast.expr | None) -> Setting:
        """None: the item is left out of its list."""
        if self.index is None:
            return self.parent, self.name, new
        items: list[Any] = list(getattr(self.parent, self.name))
        items[self.index : self.index + 1] = [] if new is None else [new]
        return self.parent, self.name, items


def scopes(tree: ast.Module) -> list[Scope]:
    """The module's own first, then every function in the order of the text."""
    outside = _bound(tree.body)
    module = Scope(tree, "", [], outside, list(_blocks(tree, None, 0)))
    return [module, *_functions(tree.body, "", outside)]


def _functions(body: list[ast.stmt], where: str, outside: list[str]) -> Iterator[Scope]:
    for statement in body:
        if not isinstance(statement, Function | ast.ClassDef):
            for block in _blocks(statement, None, 0):
                yield from _functions(block.statements, where, outside)
            continue
        dotted = f"{where}.{statement.name}".strip(".")
        if isinstance(statement, ast.ClassDef):
            yield from _functions(statement.body, dotted, outside)
            continue
        spec = statement.args
        parameters = [a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
        names = list(dict.fromkeys([*parameters, *_bound(statement.body)]))
        yield Scope(statement, dotted, parameters, [*names, *outside], list(_blocks(statement, None, 0)))
        yield from _functions(statement.body, dotted, list(dict.fromkeys([*names, *outside])))


def _bound(body: list[ast.stmt]) -> list[str]:
    """The variables that statements bind; no functions, classes or modules."""
    names: dict[str, None] = {}
    todo: list[ast.AST] = list(reversed(body))
    while todo:
        node = todo.pop()
        if isinstance(node, DEFINES):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = None
        todo += reversed(list(ast.iter_child_nodes(node)))
    return list(names)


def _blocks(owner: ast.AST, outer: Block | None, loops: int) -> Iterator[Block]:
    """Every list of statements in a function, outermost first; none of what is defined in it."""
    inside = loops + isinstance(owner, ast.For | ast.While | ast.AsyncFor)
    for name in ("body", "orelse", "finalbody"):
        statements = getattr(owner, name, None)
        if not (isinstance(statements, list) and statements):
            continue
        block = Block(owner, name, outer, inside if name == "body" else loops)
        yield block
        for statement in statements:
            if not isinstance(statement, DEFINES):
                yield from _blocks(statement, block, block.loops)
            for handler in getattr(statement, "handlers", ()):
                yield from _blocks(handler, block, block.loops)


_HEADER = ("value", "test", "iter", "target", "targets", "items", "exc", "msg")
"""What of a statement is not statements."""


def sites(scope: Scope) -> Iterator[Site]:
    """Every expression that the scope's statements read, outer ones first, line by line."""
    for block in scope.blocks:
        for statement in block.statements:
            if isinstance(statement, DEFINES):
                continue
            for name in _HEADER:
                yield from _inside(scope, statement, statement, name)
    if isinstance(scope.node, Function):
        for name in ("defaults", "kw_defaults"):
            yield from _inside(scope, scope.node, scope.node.args, name)


def _inside(scope: Scope, statement: ast.stmt, parent: ast.AST, name: str) -> Iterator[Site]:
    value = getattr(parent, name, None)
    for index, item in enumerate(value) if isinstance(value, list) else ((None, value),):
        if not isinstance(item, ast.AST) or isinstance(item, ast.JoinedStr):
            continue
        if isinstance(item, ast.expr) and not isinstance(getattr(item, "ctx", None), ast.Store | ast.Del):
            yield Site(scope, statement, parent, name, index, item)
        if not isinstance(item, ast.Lambda | ast.expr_context | ast.operator | ast.cmpop):
            for field_name in item._fields:
                yield from _inside(scope, statement, item, field_name)
        elif isinstance(item, ast.Lambda):
            yield from _inside(scope, statement, item, "body")
