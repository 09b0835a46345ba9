"""Source as short sequences of words, for telling how near two programs are: what differs in spelling only is alike."""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from collections.abc import Container, Iterable

from grader.edits.calls import is_module
from grader.edits.scope import DEFINES

Grams = Counter[tuple[str, ...]]
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.USub: "neg", ast.Not: "not", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Eq: "==", ast.NotEq: "!=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_SPELT = {
    **dict.fromkeys(("mm", "matmul", "dot", "mv"), "@"),
    **dict.fromkeys(("pow", "power"), "**"),
    **dict.fromkeys(("sub", "subtract"), "-"),
    **dict.fromkeys(("add",), "+"),
    **dict.fromkeys(("mul", "multiply"), "*"),
    **dict.fromkeys(("div", "divide", "true_divide"), "/"),
}
"""Functions that are operators."""
_IN_PLACE = {"sub_": "-", "add_": "+", "mul_": "*", "div_": "/"}
LONGEST = 3
"""Words of a gram."""


def words(node: ast.AST | None, known: Container[str]) -> list[str]:
    """known: the names that mean something; another one is a variable like any other."""
    match node:
        case None:
            return []
        case ast.Name(id=name):
            return [name if name in known else "v"]
        case ast.Constant(value=value):
            return [repr(value)[:20]]
        case ast.Attribute(value=value, attr=name):
            return [name] if is_module(value) else [*words(value, known), "." + name]
        case ast.Call(func=func, args=args, keywords=keywords):
            return _call(func, args, keywords, known)
        case ast.BinOp(left=left, op=op, right=right):
            return _infix(_OPERATORS.get(type(op), "?"), left, right, known)
        case ast.UnaryOp(op=op, operand=operand):
            return [_OPERATORS.get(type(op), "?"), *words(operand, known)]
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            pairs = zip(ops, comparators, strict=True)
            return words(left, known) + [w for o, c in pairs for w in (_OPERATORS[type(o)], *words(c, known))]
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            return ["["] * isinstance(node, ast.List) + [w for e in elts for w in (*words(e, known), ",")]
    return [type(node).__name__, *(w for child in ast.iter_child_nodes(node) for w in words(child, known))]


def _call(func: ast.expr, args: list[ast.expr], keywords: list[ast.keyword], known: Container[str]) -> list[str]:
    """A method like a function of what it belongs to."""
    match func:
        case ast.Attribute(value=value, attr=name):
            args = args if is_module(value) else [value, *args]
        case ast.Name(id=name):
            pass
        case _:
            return [*words(func, known), "(", *(w for a in args for w in words(a, known)), ")"]
    if name in _SPELT and len(args) == 2 and not keywords:
        return _infix(_SPELT[name], args[0], args[1], known)
    if name == "square" and len(args) == 1:
        return _infix("**", args[0], ast.Constant(2), known)
    inside = [w for a in args for w in (*words(a, known), ",")]
    return [f"{name}(", *inside, *(w for k in keywords for w in (f"{k.arg}=", *words(k.value, known))), ")"]


def _infix(op: str, left: ast.expr, right: ast.expr, known: Container[str]) -> list[str]:
    sides = [words(side, known) for side in (left, right)]
    sides = [["(", *w, ")"] if isinstance(s, ast.BinOp) else w for s, w in zip((left, right), sides, strict=True)]
    return [*sides[0], op, *sides[1]]


def header(statement: ast.AST, known: Container[str]) -> list[str]:
    """Of a statement what is not statements."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            return [*(w for t in targets for w in (*words(t, known), "=")), *words(value, known)]
        case ast.AugAssign(target=target, op=op, value=value):
            name = words(target, known)  # as if it were written out
            return [*name, "=", *name, _OPERATORS.get(type(op), "?"), *words(value, known), "in place"]
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=target, attr=name), args=[value], keywords=[])) if (
            name in _IN_PLACE
        ):
            return [*(spelt := words(target, known)), "=", *spelt, _IN_PLACE[name], *words(value, known), "in place"]
        case ast.Expr(value=value):
            return words(value, known)
        case ast.Return(value=value):
            return ["return", *words(value, known)]
        case ast.For(target=target, iter=over):
            return ["for", *words(target, known), "in", *words(over, known)]
        case ast.While(test=test) | ast.If(test=test):
            return [type(statement).__name__, *words(test, known)]
        case ast.With(items=items):
            return ["with", *(w for item in items for w in words(item.context_expr, known))]
        case ast.FunctionDef(args=args):
            return ["def", *(w for d in args.defaults for w in words(d, known))]
    return [type(statement).__name__] if isinstance(statement, DEFINES) else words(statement, known)


def grams(sequence: list[str]) -> Grams:
    """Of 1 to LONGEST words, its beginning and its end marked."""
    found = inner_grams(["^", *sequence, "$"])
    del found["^",], found["$",]
    return found


def inner_grams(sequence: list[str]) -> Grams:
    """The same of a part."""
    found: Grams = Counter(zip(sequence, strict=True))
    found.update(itertools.pairwise(sequence))
    found.update(zip(sequence, sequence[1:], sequence[2:], strict=False))
    return found


def sign_of(sequence: list[str]) -> str:
    """What a statement does, in a word: for the order of statements."""
    text = " ".join(sequence)
    if ".grad = None" in text or "zero_grad(" in text or (".grad" in text and "zero_(" in text):
        return "clear"
    if "step(" in text or any(w in ("in place", "sub_(", "add_(") for w in sequence):
        return "update"
    calls = [w for w in sequence if w.endswith("(")]
    if sequence[:1] in (["return"], ["for"], ["with"], ["def"]):
        return sequence[0]
    return calls[0] if calls else "=" if "=" in sequence else text[:20]


def pairs(signs: Iterable[tuple[str, str]]) -> Grams:
    """Of statements in their order, each (its word, what is around it): what comes before what, and what is where."""
    found: Grams = Counter()
    before: list[str] = []
    for sign, around in signs:
        found[sign, around, "around"] += 1
        for each in set(before):
            found[each, sign] += 1
        before.append(sign)
    return found
