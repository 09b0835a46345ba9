"""Edits at the head of a function: own copies of what came in, what is begun again in every call, leaves."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from grader.edits.edit import Edit, EditKind
from grader.edits.scope import Function, Scope
from grader.edits.statements import is_text


def edits(scope: Scope, module: ast.Module) -> Iterator[Edit]:
    """All of one scope. module: what is around it."""
    if not isinstance(scope.node, Function):
        return
    body = scope.node.body
    at = next((i for i, each in enumerate(body) if not (is_text(each) or isinstance(each, ast.Global))), len(body) - 1)
    used = {node.id for node in ast.walk(scope.node) if isinstance(node, ast.Name)}
    for kind, new, name, line in (*_copies(scope, used), *_begun(scope, scope.node, used, module)):
        setting = (scope.node, "body", [*body[:at], *new, *body[at:]])
        at_line = line or scope.node.lineno
        added = () if kind == "new_start" else tuple(new)  # as good as moved
        yield Edit(kind, at_line, scope.where, scope.node, (setting,), name, put_in=added)


New = tuple[EditKind, list[ast.stmt], str, int]
"""What is done, what is put in, for which name, and the line to tell where it is not the function's."""


def _copies(scope: Scope, used: set[str]) -> Iterator[New]:
    for name in scope.parameters:
        if name not in used or name == "self":
            continue
        leaf = f"{name}.detach().clone().requires_grad_()"
        for form in (f"{name}.clone()", f"{name}.copy()", f"list({name})", f"{name}.detach().clone()", leaf):
            yield "own_copy", ast.parse(f"{name} = {form}").body, name, 0
        yield "tracked", ast.parse(f"{name}.requires_grad_()").body, name, 0


def _begun(scope: Scope, node: Function, used: set[str], module: ast.Module) -> Iterator[New]:
    for name, line in _mutable_defaults(node).items():
        for form in ("[]", "{}"):
            yield "new_start", ast.parse(f"{name} = {form}").body, name, line
    for statement in module.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]) if name in used and name not in scope.parameters:
                yield "new_start", [statement], name, statement.lineno


def _mutable_defaults(node: Function) -> dict[str, int]:
    """Parameter -> the line of its default, where that is a list or the like."""
    spec = node.args
    ordered = [*spec.posonlyargs, *spec.args]
    pairs: Iterable[tuple[ast.arg, ast.expr | None]] = [
        *zip(ordered[len(ordered) - len(spec.defaults) :], spec.defaults, strict=True),
        *zip(spec.kwonlyargs, spec.kw_defaults, strict=True),
    ]
    return {a.arg: value.lineno for a, value in pairs if isinstance(value, ast.List | ast.Dict | ast.Call)}
