"""Edits of calls: left out, put in, and what is handed over in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.edits.edit import EditKind
from grader.edits.scope import Site
from grader.edits.vocabulary import MEANS, MODULES, Vocabulary, called

New = tuple[EditKind, ast.expr | None, str]
"""What is done, the new expression, what is called or named there."""


def calls(site: Site, words: Vocabulary) -> Iterator[New]:
    """`f(x)` and `x.f()` are `x`, `x.data` is `x`, `x[i]` is `x`; a value has its sum, a copy, its number taken."""
    match site.value:
        case ast.Call(func=func, args=args) as call:
            if isinstance(func, ast.Attribute) and not is_module(func.value):
                yield "call_dropped", func.value, func.attr
            elif args and not isinstance(args[0], ast.Starred):
                yield "call_dropped", args[0], called(call)
            for arg in args[1:]:
                yield "call_dropped", arg, called(call)
        case ast.Attribute(value=value, attr=name) if not is_module(value) and site.name != "func":
            yield "call_dropped", value, name
        case ast.Subscript(value=value):
            yield "part", value, ""
        case ast.IfExp(body=body, orelse=orelse):
            yield from (("part", body, ""), ("part", orelse, ""))
    if is_value(site):
        methods = dict.fromkeys([*MEANS, *(w for w in words.attributes if w in words.calls and w in _UNARY)])
        for name in methods:
            yield "call_added", _method(site.value, name), name
        for name in ("list", "float", "tuple"):
            yield "call_added", ast.Call(ast.Name(name, ast.Load()), [site.value], []), name


_UNARY = frozenset(
    ["abs", "sqrt", "square", "exp", "log", "relu", "sigmoid", "tanh", "t", "flatten", "squeeze", "size"]
)


def _method(value: ast.expr, name: str) -> ast.Call:
    return ast.Call(ast.Attribute(value, name, ast.Load()), [], [])


def arguments(site: Site, words: Vocabulary) -> Iterator[New]:
    """Swapped, left out, put in as in the solution's calls of the same function."""
    call = site.value
    if not isinstance(call, ast.Call):
        return
    func, args, keywords, name = call.func, call.args, call.keywords, called(call)
    for i in range(len(args) - 1):
        yield "swapped", ast.Call(func, [*args[:i], args[i + 1], args[i], *args[i + 2 :]], keywords), name
    if isinstance(func, ast.Attribute) and len(args) == 1 and not is_module(func.value):
        yield "swapped", ast.Call(ast.Attribute(args[0], func.attr, ast.Load()), [func.value], keywords), name
    for i, keyword in enumerate(keywords):
        yield "keyword_dropped", ast.Call(func, args, keywords[:i] + keywords[i + 1 :]), keyword.arg or ""
        if other := _NEAR_KEYWORDS.get(keyword.arg or ""):
            changed = ast.keyword(other, keyword.value)
            yield "keyword", ast.Call(func, args, [*keywords[:i], changed, *keywords[i + 1 :]]), other
    for i in range(len(args)):
        yield "argument_dropped", ast.Call(func, args[:i] + args[i + 1 :], keywords), name
    there = {keyword.arg for keyword in keywords}
    for right in words.calls.get(name, ()):
        for keyword in right.keywords:
            if keyword.arg not in there:
                yield "keyword_added", ast.Call(func, args, [*keywords, keyword]), name
        if len(right.args) > len(args):
            yield "argument_added", ast.Call(func, [*args, *right.args[len(args) :]], keywords), name
    for word, value in _KEYWORDS.get(name, ()):
        yield "keyword_added", ast.Call(func, args, [*keywords, ast.keyword(word, ast.Constant(value))]), name


_NEAR_KEYWORDS = {"min": "max", "max": "min"}
_KEYWORDS: dict[str, tuple[tuple[str, bool | str], ...]] = {
    "tensor": (("requires_grad", True),),
    "zeros": (("requires_grad", True),),
    "mse_loss": (("reduction", "sum"),),
    "MSELoss": (("reduction", "sum"),),
    "sum": (("keepdim", True),),
    "mean": (("keepdim", True),),
    "backward": (("retain_graph", True),),
}


def is_module(value: ast.expr) -> bool:
    while isinstance(value, ast.Attribute):
        value = value.value
    return isinstance(value, ast.Name) and value.id in MODULES


def is_value(site: Site) -> bool:
    """A whole right-hand side, an argument, what is returned or an element of it."""
    whole = site.name in ("value", "args", "elts", "right", "left") and not isinstance(site.parent, ast.Attribute)
    return whole and isinstance(site.value, ast.BinOp | ast.Call | ast.Name | ast.Attribute | ast.Subscript)
