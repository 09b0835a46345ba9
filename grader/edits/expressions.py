"""Edits of one expression: each is shown a place and yields what may stand there instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from grader.edits.calls import New, arguments, calls, is_value
from grader.edits.edit import Edit
from grader.edits.scope import Scope, Site, sites
from grader.edits.vocabulary import Vocabulary, called, neighbours

_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Add, ast.Div, ast.MatMult, ast.Pow),
    ast.Div: (ast.Mult, ast.Sub),
    ast.FloorDiv: (ast.Div, ast.Mod),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_COMPARISON = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def edits(scope: Scope, words: Vocabulary) -> Iterator[Edit]:
    """All of one scope."""
    for site in sites(scope):
        line, around = getattr(site.value, "lineno", site.statement.lineno), _around(site)
        for operator in OPERATORS:
            for kind, new, name in operator(site, words):
                setting = site.becomes(new)
                pair = _whole(site, new)
                yield Edit(kind, line, scope.where, site.statement, (setting,), name, 0, around, *pair)


def _whole(site: Site, new: ast.expr | None) -> tuple[ast.expr | None, ast.expr | None]:
    """What is there and what it becomes; of a function its call."""
    if site.name == "func" and isinstance(site.parent, ast.Call) and new is not None:
        return site.parent, ast.Call(new, site.parent.args, site.parent.keywords)
    return site.value, new


def _around(site: Site) -> str:
    match site.parent:
        case ast.keyword(arg=name):
            return name or ""
        case ast.Call() as call:
            return called(call)
        case ast.BinOp(op=op):
            return type(op).__name__
    return type(site.parent).__name__


def arithmetic(site: Site, words: Vocabulary) -> Iterator[New]:
    """Another operator, the operands swapped, one of them left out, a minus put in or left out."""
    match site.value:
        case ast.BinOp(left=left, op=op, right=right):
            for other in _ARITHMETIC.get(type(op), ()):
                yield "operator", ast.BinOp(left, other(), right), ""
            yield "operand_dropped", left, ""
            yield "operand_dropped", right, ""
            if isinstance(op, ast.Sub | ast.Div | ast.Pow | ast.MatMult):
                yield "swapped", ast.BinOp(right, op, left), ""
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield "sign", operand, ""
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            yield "sign", ast.UnaryOp(ast.USub(), operand), ""
    if is_value(site) and not isinstance(site.parent, ast.Subscript):
        yield "sign", ast.UnaryOp(ast.USub(), site.value), ""


_REDUCTIONS = frozenset(["sum", "mean", "append", "item", "float"])


def factors(site: Site, words: Vocabulary) -> Iterator[New]:
    """A factor or a divisor put in: a name in scope, a constant of the solution, a length."""
    whole = site.name == "value" or (isinstance(site.parent, ast.Call) and called(site.parent) in _REDUCTIONS)
    if not is_value(site) or not (whole or site.name in ("right", "elts")):
        return
    for name in site.scope.names[:8]:
        other = ast.Name(name, ast.Load())
        yield "factor_added", ast.BinOp(site.value, ast.Mult(), other), name
        yield "divided", ast.BinOp(site.value, ast.Div(), other), name
        yield "divided", ast.BinOp(site.value, ast.Div(), ast.Call(ast.Name("len", ast.Load()), [other], [])), name
    for constant in words.constants:
        if isinstance(constant.value, int | float) and abs(constant.value) > 1:
            yield "factor_added", ast.BinOp(constant, ast.Mult(), site.value), ""
            yield "divided", ast.BinOp(site.value, ast.Div(), constant), ""
            yield "factor_added", ast.BinOp(site.value, ast.Pow(), constant), ""


def comparison(site: Site, words: Vocabulary) -> Iterator[New]:
    """Another comparison; `and` and `or`."""
    match site.value:
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            for i, op in enumerate(ops):
                others = [o for o in _COMPARISON if o is not type(op)] if isinstance(op, _COMPARISON) else []
                for other in [*others, *([_OPPOSITE[type(op)]] if type(op) in _OPPOSITE else [])]:
                    yield "comparison", ast.Compare(left, [*ops[:i], other(), *ops[i + 1 :]], comparators), ""
        case ast.BoolOp(op=op, values=values):
            yield "comparison", ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values), ""


def constants(site: Site, words: Vocabulary) -> Iterator[New]:
    """Another constant, or a name in its place."""
    if not isinstance(site.value, ast.Constant):
        return
    value = site.value.value
    others: list[Any] = []
    if isinstance(value, bool):
        others = [not value]
    elif isinstance(value, int | float):
        others = [value + 1, value - 1] if isinstance(value, int) else []
        others += [c.value for c in words.constants if not isinstance(c.value, bool)]
        others += [0, 1, 2, -1, 0.5, value * 2, value / 2, -value, None]
    elif isinstance(value, str):
        others = list(neighbours(value))
    seen: set[tuple[type, Any]] = {(type(value), value)}
    for other in others:
        if (type(other), other) not in seen:
            seen.add((type(other), other))
            yield "constant", ast.Constant(other), ""
    if not isinstance(value, str | bytes):
        for name in site.scope.names:
            yield "name_for_constant", ast.Name(name, ast.Load()), name


def names(site: Site, words: Vocabulary) -> Iterator[New]:
    """Another name in scope, a constant in its place; the neighbours of a function or an attribute."""
    match site.value:
        case ast.Name(id=old):
            if old in site.scope.names:
                others = [name for name in site.scope.names if name != old]
                yield from (("name", ast.Name(name, ast.Load()), name) for name in others)
                yield from (("constant_for_name", constant, old) for constant in words.constants)
            yield from (("function", ast.Name(name, ast.Load()), old) for name in neighbours(old))
        case ast.Attribute(value=value, attr=old):
            near = neighbours(old)
            if site.name == "func":
                near = list(dict.fromkeys([*near, *(w for w in words.attributes if w in words.calls)]))
            yield from (("function", ast.Attribute(value, name, ast.Load()), old) for name in near if name != old)


def returned(site: Site, words: Vocabulary) -> Iterator[New]:
    """Two results swapped, one left out; one as a tuple."""
    match site.value:
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            for i in range(len(elts) - 1):
                swapped = [*elts[:i], elts[i + 1], elts[i], *elts[i + 2 :]]
                yield "returned", _same(site.value, swapped), ""
            for i in range(len(elts)) if len(elts) > 1 else ():
                rest = elts[:i] + elts[i + 1 :]
                yield "returned", rest[0] if len(rest) == 1 else _same(site.value, rest), ""


def _same(value: ast.expr, elts: list[ast.expr]) -> ast.expr:
    return ast.List(elts, ast.Load()) if isinstance(value, ast.List) else ast.Tuple(elts, ast.Load())


def ranges(site: Site, words: Vocabulary) -> Iterator[New]:
    """One step more or less."""
    match site.value:
        case ast.Call(func=ast.Name(id="range"), args=[*first, last], keywords=[]) as call:
            for op in (ast.Add(), ast.Sub()):
                yield "range", ast.Call(call.func, [*first, ast.BinOp(last, op, ast.Constant(1))], []), ""
            if first:
                yield "range", ast.Call(call.func, [last], []), ""
        case ast.Subscript(value=value, slice=ast.Slice() as part):
            for whole in (ast.Slice(part.lower, None, part.step), ast.Slice(None, part.upper, part.step)):
                yield "part", ast.Subscript(value, whole, ast.Load()), ""


OPERATORS = (calls, arithmetic, comparison, constants, arguments, returned, ranges, names, factors)
