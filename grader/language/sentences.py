"""The sentences that code makes, read from its syntax: an f-string becomes a template, `the loss is {actual}, expected
{expected}`; a choice within one becomes several."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator

FOR_OTHERS = {
    "UsageError", "CourseError", "SandboxError", "SandboxLost", "NoWorker", "TypeError", "AttributeError",
    "AssertionError", "ValueError", "RuntimeError", "NotImplementedError", "ProtocolError", "GraderError",
    "_Disagreement", "compile",
}  # fmt: skip
"""What these say is not for students."""
_WORD = re.compile(r"[A-Za-z]{2,}")


def sentences(tree: ast.AST) -> Iterator[str]:
    """The templates of all strings that people may read: more than one word, or what `equal` compares."""
    for node in _children(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "equal":
            yield from (t for arg in node.args[:2] for t in _templates(arg) if _WORD.search(_literal(t)))
        if _is_text(node):
            yield from (t for t in _templates(node) if " " in t.strip() and "\n" not in t and _WORD.search(_literal(t)))
        else:
            yield from sentences(node)


def _children(tree: ast.AST) -> Iterator[ast.AST]:
    """Those that can have words for people in them."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in FOR_OTHERS:
                continue
            case ast.Assign(targets=[ast.Name(id="_HEADERS")]):  # the roster's: no sentences
                continue
            case ast.Dict(values=values):
                yield from values
                continue
            case ast.Call(func=ast.Attribute(attr="join" | "split" | "replace")):
                yield from node.args
                continue
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "warnings"))) | ast.Compare():
                continue
            case ast.AugAssign(target=target, op=ast.Add(), value=value) if _is_text(value):
                yield ast.BinOp(target, ast.Add(), value)
                continue
        yield node


def _is_text(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _is_text(left) or _is_text(right)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_text(body) and _is_text(orelse)
    return False


def _templates(node: ast.AST) -> list[str]:
    """All that a string expression can come to, values as {names}."""
    names: dict[str, str] = {}
    found = [re.sub(r"\{(where|_place)\}$", "", text) for text in _alternatives(node, names)]
    return [text if "\n" in text else " ".join(text.split()) for text in found]


def _alternatives(node: ast.AST, names: dict[str, str]) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text.replace("{", "{{").replace("}", "}}")]
        case ast.JoinedStr(values=values):
            return ["".join(p) for p in itertools.product(*(_alternatives(value, names) for value in values))]
        case ast.FormattedValue(value=value):
            return _alternatives(value, names)
        case ast.BinOp(op=ast.Add(), left=left, right=right) if _is_text(node):
            pairs = itertools.product(_alternatives(left, names), _alternatives(right, names))
            return ["".join(pair) for pair in pairs]
        case ast.IfExp(body=body, orelse=orelse) if _is_text(node):
            return [*_alternatives(body, names), *_alternatives(orelse, names)]
    return [f"{{{_placeholder(node, names)}}}"]


def _placeholder(node: ast.AST, names: dict[str, str]) -> str:
    """A name for the value: the last one in its expression. The same value has the same name."""
    key = ast.unparse(node)
    if key not in names:
        name, taken = _name(node), set(names.values())
        free = (name if n == 1 else f"{name}{n}" for n in itertools.count(1))
        names[key] = next(n for n in free if n not in taken)
    return names[key]


def _name(node: ast.AST) -> str:
    match node:
        case ast.Attribute(value=ast.Call(args=[value]), attr="__name__"):
            return f"type_of_{_name(value)}"
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(args=[ast.AST() as first, *_]) if not isinstance(first, ast.Constant | ast.GeneratorExp):
            return _name(first)
        case ast.Call(func=function):
            return _name(function)
        case ast.Subscript(value=value):
            return _name(value)
    return "value"


def _literal(template: str) -> str:
    return re.sub(r"\{\w+\}", " ", template)
