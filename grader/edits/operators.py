"""What a mutant changes: an operator is shown one node of a solution and yields what to set on it, one at a time."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from typing import Any

Change = dict[str, Any]
"""field -> new value, to be set on one node."""

_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_TWO_SIDED = frozenset(["mm", "matmul", "bmm", "mv", "dot", "outer", "sub", "subtract", "div", "divide", "pow"])
"""Methods whose receiver and argument might be each other's."""
_REDUCTION = {"sum": "mean", "mean": "sum", "min": "max", "max": "min", "amin": "amax", "amax": "amin"}


def arithmetic(node: ast.AST) -> Iterator[Change]:
    """+ and −, * and /, ** and @, also where they assign."""
    if isinstance(node, ast.BinOp | ast.AugAssign):
        yield from ({"op": new()} for new in _ARITHMETIC.get(type(node.op), ()))


def comparison(node: ast.AST) -> Iterator[Change]:
    """Each comparison's neighbour and its opposite; `and` and `or`."""
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            for new in _COMPARISON[type(op)]:
                yield {"ops": [*node.ops[:i], new(), *node.ops[i + 1 :]]}
    elif isinstance(node, ast.BoolOp):
        yield {"op": ast.Or() if isinstance(node.op, ast.And) else ast.And()}


def constant(node: ast.AST) -> Iterator[Change]:
    """A whole number one up or down, any other one per cent up or turned round, a truth value turned round."""
    if not isinstance(node, ast.Constant):
        return
    match node.value:
        case bool(value):
            yield {"value": not value}
        case int(value):
            yield from ({"value": value + 1}, {"value": value - 1})
        case float(value):
            yield {"value": float(f"{value * 1.01:.12g}") if value else 1.0}
            if value:
                yield {"value": -value}


def off_by_one(node: ast.AST) -> Iterator[Change]:
    """One step more, one less than `range` says."""
    match node:
        case ast.Call(func=ast.Name(id="range"), args=[*first, last]):
            for op in (ast.Add(), ast.Sub()):
                yield {"args": [*first, ast.BinOp(last, op, ast.Constant(1))]}


def sign(node: ast.AST) -> Iterator[Change]:
    """What is returned or computed for a name, negated; a minus left out."""
    match node:
        case ast.Return(value=ast.Tuple(elts=values) as result):
            for i, value in enumerate(values):
                if not isinstance(value, ast.Starred):  # -*values is not Python
                    yield {"value": ast.Tuple([*values[:i], _negative(value), *values[i + 1 :]], result.ctx)}
        case ast.Return(value=ast.BinOp() | ast.Call() | ast.Name() | ast.UnaryOp() as value):
            yield {"value": _negative(value)}
        case ast.Assign(value=ast.BinOp() | ast.Call() as value):
            yield {"value": _negative(value)}
        case ast.UnaryOp(op=ast.USub(), operand=operand) if not isinstance(getattr(operand, "value", None), float):
            yield {"op": ast.UAdd()}
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield {"operand": ast.UnaryOp(ast.Not(), operand)}


def _negative(value: ast.expr) -> ast.expr:
    return value.operand if isinstance(value, ast.UnaryOp) else ast.UnaryOp(ast.USub(), value)


def reduction(node: ast.AST) -> Iterator[Change]:
    """sum and mean, min and max: as a method, a function, a keyword or a word ("sum")."""
    match node:
        case ast.Attribute(attr=name) if name in _REDUCTION:
            yield {"attr": _REDUCTION[name]}
        case ast.Name(id=name) if name in _REDUCTION:
            yield {"id": _REDUCTION[name]}
        case ast.keyword(arg=str(name)) if name in _REDUCTION:
            yield {"arg": _REDUCTION[name]}
        case ast.Constant(value=str(name)) if name in _REDUCTION:
            yield {"value": _REDUCTION[name]}


def arguments(node: ast.AST) -> Iterator[Change]:
    """Neighbouring arguments swapped, `a.f(b)` to `b.f(a)`, a keyword left out, two returned values swapped."""
    match node:
        case ast.Call(func=func, args=args, keywords=keywords):
            yield from ({"args": swapped} for swapped in _swaps(args))
            if isinstance(func, ast.Attribute) and func.attr in _TWO_SIDED and len(args) == 1:
                yield {"func": ast.Attribute(args[0], func.attr, func.ctx), "args": [func.value]}
            yield from ({"keywords": keywords[:i] + keywords[i + 1 :]} for i in range(len(keywords)))
        case ast.Return(value=ast.Tuple(elts=values) as result):
            yield from ({"value": ast.Tuple(swapped, result.ctx)} for swapped in _swaps(values))


def call(node: ast.AST) -> Iterator[Change]:
    """A method without arguments not called: `x.detach()` becomes `x`."""
    if isinstance(node, ast.Expr):  # a statement: `dropped` leaves that out
        return
    for name, value in ast.iter_fields(node):
        match value:
            case ast.Call(func=ast.Attribute(value=receiver), args=[], keywords=[]):
                yield {name: receiver}
            case list():
                for i, item in enumerate(value):
                    match item:
                        case ast.Call(func=ast.Attribute(value=receiver), args=[], keywords=[]):
                            yield {name: [*value[:i], receiver, *value[i + 1 :]]}


def dropped(node: ast.AST) -> Iterator[Change]:
    """A statement left out, a block without the `with` or `if` around it, the decorators left out."""
    for name, block in _blocks(node):
        for i, statement in enumerate(block):
            if isinstance(statement, _DEFINES) or _is_docstring(statement):
                continue
            yield {name: [*block[:i], *block[i + 1 :]] or [ast.Pass()]}
            if isinstance(statement, ast.With | ast.If):
                yield {name: [*block[:i], *statement.body, *block[i + 1 :]]}
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.decorator_list:
        yield {"decorator_list": []}


def order(node: ast.AST) -> Iterator[Change]:
    """Two neighbouring statements swapped."""
    for name, block in _blocks(node):
        for i, pair in enumerate(itertools.pairwise(block)):
            if not any(isinstance(s, _DEFINES) or _is_docstring(s) for s in pair):
                yield {name: [*block[:i], *pair[::-1], *block[i + 2 :]]}


OPERATORS = (arithmetic, comparison, constant, off_by_one, sign, reduction, arguments, call, dropped, order)


def changes_nothing(node: ast.AST, parent: ast.AST, change: Change) -> bool:
    """`@staticmethod` left out in a torch.autograd.Function: torch takes its methods from the class, where a plain
    function is one as well."""
    match node, parent:
        case ast.FunctionDef(decorator_list=[ast.Name(id="staticmethod")]), ast.ClassDef(bases=bases):
            return "decorator_list" in change and any(ast.unparse(b).rpartition(".")[2] == "Function" for b in bases)
    return False


_DEFINES = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Pass


def _blocks(node: ast.AST) -> Iterator[tuple[str, list[ast.stmt]]]:
    """The node's lists of statements, by the name of their field."""
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        if isinstance(block, list) and block:
            yield name, block


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _swaps(values: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for i in range(len(values) - 1):
        yield [*values[:i], values[i + 1], values[i], *values[i + 2 :]]
