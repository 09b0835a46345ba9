"""Edits of whole statements: left out, moved, put in, wrapped."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from grader.edits.edit import Edit, EditKind, Setting
from grader.edits.scope import DEFINES, Block, Function, Scope

_FAR = 12
"""How many statements of a block another one may move across."""


def edits(scope: Scope) -> Iterator[Edit]:
    """All of one scope."""
    for operator in (dropped, moved, out_and_in, put_in, wrapped, updates):
        yield from operator(scope)


def _edit(kind: EditKind, scope: Scope, statement: ast.stmt, *settings: Setting, to: int = 0) -> Edit:
    return Edit(kind, statement.lineno, scope.where, statement, settings, to=to, taken_out=kind == "unwrapped")


def _movable(block: Block) -> Iterator[tuple[int, ast.stmt]]:
    for i, statement in enumerate(block.statements):
        if not (isinstance(statement, DEFINES | ast.Pass | ast.Global | ast.Nonlocal) or is_text(statement)):
            yield i, statement


def is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def dropped(scope: Scope) -> Iterator[Edit]:
    """A statement, or what is around a block; a decorator. Not what alone gives a variable that is read its value."""
    needed = _needed(scope)
    for block in scope.blocks:
        for i, statement in _movable(block):
            rest = block.statements
            setting = block.becomes(rest[:i] + rest[i + 1 :])
            name = next((target for target in _targets(statement) if target in scope.parameters), "")
            if needed.isdisjoint(_targets(statement)):
                yield Edit("dropped", statement.lineno, scope.where, statement, (setting,), name, taken_out=True)
            for inner in ("body", "orelse"):
                if isinstance(statement, ast.With | ast.If | ast.For) and getattr(statement, inner, None):
                    inside = [*rest[:i], *getattr(statement, inner), *rest[i + 1 :]]
                    yield _edit("unwrapped", scope, statement, block.becomes(inside))
    if isinstance(scope.node, Function) and scope.node.decorator_list:
        yield _edit("unwrapped", scope, scope.node, (scope.node, "decorator_list", []))


def _needed(scope: Scope) -> set[str]:
    """Variables that are read, and that no parameter and one statement alone gives a value."""
    names = [node for node in ast.walk(scope.node) if isinstance(node, ast.Name)]
    times = Counter(node.id for node in names if isinstance(node.ctx, ast.Store))
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    return {name for name, number in times.items() if number == 1} & read - set(scope.parameters)


def _targets(statement: ast.stmt) -> list[str]:
    if not isinstance(statement, ast.Assign):
        return []
    return [target.id for target in statement.targets if isinstance(target, ast.Name)]


def moved(scope: Scope) -> Iterator[Edit]:
    """Up or down in its block."""
    for block in scope.blocks:
        for i, statement in _movable(block):
            rest = block.statements
            del rest[i]
            for j in range(max(0, i - _FAR), min(len(rest), i + _FAR) + 1):
                if j != i and not (j == i - 1 and isinstance(block.statements[j], DEFINES)):
                    at = rest[j].lineno if j < len(rest) else -_end(rest[-1])
                    new = [*rest[:j], statement, *rest[j:]]
                    yield _edit("moved", scope, statement, block.becomes(new), to=at)


def out_and_in(scope: Scope) -> Iterator[Edit]:
    """Out of a loop, `with` or `if` to before or after it; into one beside it, at its beginning or end."""
    for block in scope.blocks:
        for i, statement in _movable(block):
            rest = block.statements
            without = block.becomes(rest[:i] + rest[i + 1 :])
            if block.outer is not None and block.owner in (around := block.outer.statements):
                at = around.index(block.owner)
                after = block.outer.becomes([*around[: at + 1], statement, *around[at + 1 :]])
                before = block.outer.becomes([*around[:at], statement, *around[at:]])
                yield _edit("moved_out", scope, statement, without, after, to=-_end(around[at]))
                yield _edit("moved_out", scope, statement, without, before, to=around[at].lineno)
        for inner in (each for each in scope.blocks if each.outer is block and each.name == "body"):
            yield from _into(scope, block, inner)


def _into(scope: Scope, block: Block, inner: Block) -> Iterator[Edit]:
    rest, inside = block.statements, inner.statements
    for i, statement in _movable(block):
        if statement is not inner.owner:
            without = block.becomes(rest[:i] + rest[i + 1 :])
            first, last = inner.becomes([statement, *inside]), inner.becomes([*inside, statement])
            yield _edit("moved_in", scope, statement, without, last, to=-_end(inside[-1]))
            yield _edit("moved_in", scope, statement, without, first, to=inside[0].lineno)


def _end(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno


def put_in(scope: Scope) -> Iterator[Edit]:
    """What a training loop may lack: clearing, a step, `backward`."""
    tensors, optimizers, models, losses = _roles(scope)
    clear = [(f"{name}.grad = None", name) for name in tensors]
    clear += [("; ".join(text for text, _ in clear), tensors[0])] if 1 < len(tensors) < 8 else []
    clear += [(f"{name}.zero_grad()", name) for name in dict.fromkeys([*optimizers, *models])]
    new: list[tuple[EditKind, str, str]] = [("cleared", text, name) for text, name in clear]
    new += [("stepped", f"{name}.step()", name) for name in optimizers]
    new += [("backward", f"{name}.backward()", name) for name in losses]
    for block in scope.blocks if new else ():
        rest = block.statements
        for i in range(len(rest) + 1) if block.loops or not _has_loop(scope) else ():
            at = rest[i] if i < len(rest) else rest[-1]
            for kind, text, name in new:
                more = tuple(ast.parse(text).body)
                to = at.lineno if i < len(rest) else -_end(at)
                setting = block.becomes([*rest[:i], *more, *rest[i:]])
                yield Edit(kind, at.lineno, scope.where, at, (setting,), name, to, put_in=more)


def _has_loop(scope: Scope) -> bool:
    return any(block.loops for block in scope.blocks)


def _roles(scope: Scope) -> tuple[list[str], list[str], list[str], list[str]]:
    """Names of tensors with a `.grad`, of optimizers, of models, of losses, as far as their use tells."""
    found: tuple[dict[str, None], ...] = ({}, {}, {}, {})
    methods = {"grad": 0, "step": 1, "zero_grad": 1, "parameters": 2, "backward": 3, "item": 3}
    for node in ast.walk(scope.node):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in methods:
                found[methods[attr]][name] = None
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=ast.Attribute(attr=attr), keywords=[ast.keyword(arg="lr"), *_]),
            ) if attr[:1].isupper():
                found[1][name] = None
            case ast.Name(id=name) if "loss" in name and not name.endswith(("losses", "fn", "func", "history", "list")):
                found[3][name] = None
    modules = {"torch", "np", "F", "nn"}
    tensors, optimizers, models, losses = ([n for n in names if n not in modules][:8] for names in found)
    return tensors, optimizers, models, losses[:3]


def wrapped(scope: Scope) -> Iterator[Edit]:
    """An update without a graph."""
    for block in scope.blocks:
        rest = block.statements
        for i, statement in _movable(block):
            simple = isinstance(statement, ast.AugAssign | ast.Expr | ast.Assign | ast.For)
            for end in {i + 1, _run(rest, i)} if simple else ():
                inside = ast.parse("with torch.no_grad():\n    pass").body[0]
                inside.body = rest[i:end]  # type: ignore[attr-defined]
                setting = block.becomes([*rest[:i], inside, *rest[end:]])
                yield Edit("untracked", statement.lineno, scope.where, statement, (setting,), put_in=(inside,))


def _run(rest: list[ast.stmt], i: int) -> int:
    """Where the statements of the same form end that begin at i."""
    return next((j for j in range(i, len(rest)) if type(rest[j]) is not type(rest[i])), len(rest))


def updates(scope: Scope) -> Iterator[Edit]:
    """`x -= …` is `x = x - …` and the other way round; another operator there, or none."""
    for block in scope.blocks:
        for i, statement in enumerate(rest := block.statements):
            for kind, changed in _updates(statement):
                setting = block.becomes([*rest[:i], changed, *rest[i + 1 :]])
                where = (statement.lineno, scope.where, statement)
                yield Edit(kind, *where, (setting,), put_in=(changed,), taken_out=True)


def _updates(statement: ast.stmt) -> Iterator[tuple[EditKind, ast.stmt]]:
    match statement:
        case ast.AugAssign(target=target, op=op, value=value):
            if isinstance(target, ast.Name):
                long = ast.BinOp(ast.Name(target.id, ast.Load()), op, value)
                yield "rebound", ast.Assign([target], long, lineno=statement.lineno)
            for other in (ast.Sub, ast.Add, ast.Mult, ast.Div):
                if type(op) is not other:
                    yield "operator", ast.AugAssign(target, other(), value)
            yield "accumulated", ast.Assign([target], value, lineno=statement.lineno)
        case ast.Assign(targets=[ast.Name() | ast.Attribute() | ast.Subscript() as target], value=value):
            match target, value:
                case ast.Name(id=name), ast.BinOp(left=ast.Name(id=left), op=op, right=right) if name == left:
                    yield "in_place", ast.AugAssign(target, op, right)
            yield from (("accumulated", ast.AugAssign(target, op, value)) for op in (ast.Add(), ast.Sub()))
