"""Places in a source where beginners often mean something else. They are told beside an answer that is wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..messages.wire import MAX_SUSPECTS, Suspect

_METHODS = frozenset({"backward", "detach_", "eval", "requires_grad_", "step", "train", "zero_", "zero_grad"})
"""Of no use as a statement if they are not called."""


_SIZED = frozenset({"Linear", "arange", "empty", "eye", "full", "ones", "rand", "randn", "reshape", "view", "zeros"})
"""Calls that take sizes."""


def suspects(label: str, tree: ast.Module) -> list[Suspect]:
    """In the order of the lines."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    turns = (each for function in functions for each in _turns(label, function))
    unused = (each for function in functions if function in tree.body for each in _unused(label, function))
    found = dict.fromkeys((*_everywhere(label, tree), *unused, *turns))
    return sorted(found, key=lambda each: each.line)[:MAX_SUSPECTS]


def _everywhere(label: str, tree: ast.Module) -> Iterator[Suspect]:
    for node in ast.walk(tree):
        match node:
            case ast.Expr(ast.Attribute(attr=attr) as method) if attr in _METHODS:
                yield Suspect(label, node.lineno, "not_called", _dotted(method)[-100:])
            case ast.Global(names=names):
                yield from (Suspect(label, node.lineno, "global", name[:100]) for name in names)
            case ast.FunctionDef(args=arguments):
                yield from (Suspect(label, node.lineno, "default", name) for name in _kept(arguments))


def _dotted(node: ast.expr) -> str:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id if isinstance(node, ast.Name) else "…", *reversed(names)])


def _kept(arguments: ast.arguments) -> Iterator[str]:
    """The parameters whose default is a list or dict, which every call gets as the last one left it."""
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [*zip(positional[::-1], arguments.defaults[::-1], strict=False)]
    for parameter, default in [*pairs, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]:
        if isinstance(default, ast.List | ast.Dict):
            yield parameter.arg[:100]


def _unused(label: str, function: ast.FunctionDef) -> Iterator[Suspect]:
    """Parameters of a function that is written: not of one that is still the stub."""
    if isinstance(function.body[-1], ast.Raise | ast.Pass):
        return
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    for parameter in [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]:
        if parameter.arg not in used and not parameter.arg.startswith("_"):
            yield Suspect(label, function.lineno, "unused", parameter.arg[:100])


def _turns(label: str, function: ast.FunctionDef) -> Iterator[Suspect]:
    """Loops over a number that is written down, and such sizes, where there is an argument to take them from."""
    takes_any = bool(function.args.args or function.args.posonlyargs or function.args.kwonlyargs)
    for node in ast.walk(function):
        match node:
            case ast.Call(ast.Name(name) | ast.Attribute(attr=name), args) if takes_any and name in _SIZED:
                if any(isinstance(n, ast.Constant) and _is_size(n.value) for each in args for n in _entries(each)):
                    yield Suspect(label, node.lineno, "turns", ast.unparse(node)[:100])
            case ast.For(iter=loop) | ast.comprehension(iter=loop):
                match loop:
                    case ast.Call(ast.Name("range"), [ast.Constant(int(n))]) if n > 1:
                        yield Suspect(label, loop.lineno, "turns", f"range({n})"[:100])


def _entries(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple | ast.List) else [node]


def _is_size(value: object) -> bool:
    """0, 1 and 2 are rather a start, a dimension or a pair."""
    return type(value) is int and value > 2
