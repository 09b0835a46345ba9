"""Small changes to a solution, each of which ought to cost points: `grade verify` measures the checks with them.

Text in, texts out. The standard library's `ast` suffices: an operator is a function that is shown one node and yields
what to set on it, a row in OPERATORS. Comments and layout are lost on the way, so that a mutant's key stays the same
however its file is laid out.
"""

from __future__ import annotations

import ast
import difflib
import itertools
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Change = dict[str, Any]
"""field -> new value, to be set on one node."""


@dataclass(frozen=True)
class Mutant:
    """A solution with one change.

    kind: the operator's name. line: where the solution has what is changed, from 1. where: the function around it.
    was, becomes: the lines that differ, as `ast` writes them. text: the whole mutant.
    """

    kind: str
    line: int
    where: str
    was: str
    becomes: str
    text: str
    diff: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from the file's other mutants, now and after changes elsewhere in the file."""
        return self.where, self.was, self.becomes


def mutants(source: str) -> list[Mutant]:
    """All single changes of `source`, in the order of its lines. Raises SyntaxError for what is no Python."""
    tree = ast.parse(source)
    original = ast.unparse(tree)
    texts, keys = {original}, dict[tuple[str, str, str], int]()
    found: list[Mutant] = []
    for node, where in _nodes(tree, ""):
        for operator in OPERATORS:
            for change in operator(node):
                text = _changed(tree, node, change)
                if text in texts:
                    continue
                texts.add(text)
                mutant = _mutant(operator.__name__, _line(node, change), where, original, text)
                number = keys[mutant.key] = keys.get(mutant.key, 0) + 1
                found.append(mutant if number == 1 else _numbered(mutant, number))
    return sorted(found, key=lambda mutant: mutant.line)


def _nodes(node: ast.AST, where: str) -> Iterator[tuple[ast.AST, str]]:
    """Every node with the dotted name of the function or class that it is in or is, annotations apart."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        where = f"{where}.{node.name}".strip(".")
    yield node, where
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _nodes(child, where)


def _changed(tree: ast.Module, node: ast.AST, change: Change) -> str:
    before = {name: getattr(node, name) for name in change}
    try:
        for name, value in change.items():
            setattr(node, name, value)
        return ast.unparse(tree)
    finally:
        for name, value in before.items():
            setattr(node, name, value)


def _line(node: ast.AST, change: Change) -> int:
    """The first line that a change touches: for a block, that of the first statement that is not what it was."""
    for name in ("body", "orelse"):
        for old, new in zip(getattr(node, name, ()), [*change.get(name, ()), None], strict=False):
            if old is not new:
                return int(old.lineno)
    return int(getattr(node, "lineno", 1))


def _mutant(kind: str, line: int, where: str, original: str, text: str) -> Mutant:
    old, new = original.splitlines(), text.splitlines()
    same = _common(old, new)
    tail = _common(old[same:][::-1], new[same:][::-1])
    was, becomes = (textwrap.dedent("\n".join(lines[same : len(lines) - tail])) for lines in (old, new))
    diff = "\n".join(list(difflib.unified_diff(old, new, n=1, lineterm=""))[2:])
    return Mutant(kind, line, where, was, becomes, text, diff)


def _common(one: list[str], other: list[str]) -> int:
    """How many lines the two begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _numbered(mutant: Mutant, number: int) -> Mutant:
    """The same change to the same line further down in the function."""
    where = f"{mutant.where} ({number})"
    return Mutant(mutant.kind, mutant.line, where, mutant.was, mutant.becomes, mutant.text, mutant.diff)


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
                yield {"value": ast.Tuple([*values[:i], _negative(value), *values[i + 1 :]], result.ctx)}
        case ast.Return(value=ast.BinOp() | ast.Call() | ast.Name() | ast.UnaryOp() as value):
            yield {"value": _negative(value)}
        case ast.Assign(value=ast.BinOp() | ast.Call() as value):
            yield {"value": _negative(value)}
        case ast.UnaryOp(op=ast.USub(), operand=operand) if not _is_float(operand):
            yield {"op": ast.UAdd()}
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield {"operand": ast.UnaryOp(ast.Not(), operand)}


def _is_float(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, float)


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
