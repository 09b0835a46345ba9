"""What a failing line was computing, and with which values: as data, read from the frame where it failed.

The operation is found in the source by the position that Python keeps for each instruction. Its operands are looked up,
never evaluated. No code of a student runs: values are told by their exact types, and names are compared one by one,
since looking a name up in a dict may call the `__eq__` of another key in it.
"""

from __future__ import annotations

import ast
import collections
import inspect
import itertools
import linecache
import sys
import types
from collections.abc import Iterator
from typing import Any

from ..messages.wire import MAX_OPERANDS, Operand, Operation
from . import values

_LARGEST_SOURCE = 100_000
_NAME = 60
"""Characters of an operand's text."""
_MOST_NAMES = 200_000
_SYMBOLS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^",
}  # fmt: skip
_UNKNOWN = object()


def operation(trace: types.TracebackType) -> Operation | None:
    """What the frame at this place of a traceback was doing. None where it cannot be told."""
    try:
        name = trace.tb_frame.f_code.co_filename
        lines = source(name)
        node, parent = _node(ast.parse("".join(lines)), _position(trace))
        return _Frame(trace.tb_frame, lines).operation(node, parent)
    except Exception:  # a crafted traceback, a source that is too deep: there is nothing to tell
        return None


def source(name: str) -> list[str]:
    """The lines of the student's file or cell of that name, as it was compiled. Raises LookupError, ValueError."""
    entry: Any = _found(linecache.cache, name)
    lines = entry[2] if type(entry) is tuple and len(entry) == 4 else None
    if type(lines) is not list or any(type(line) is not str for line in lines):
        raise LookupError(name)
    if sum(map(len, lines)) > _LARGEST_SOURCE:
        raise ValueError("too long")
    return lines


def _position(trace: types.TracebackType) -> tuple[tuple[int, int], tuple[int, int]]:
    """(line, column) of its first character and after its last one, columns in bytes."""
    positions = trace.tb_frame.f_code.co_positions()
    line, end_line, column, end_column = next(itertools.islice(positions, trace.tb_lasti // 2, None))
    if line is None or end_line is None or column is None or end_column is None:
        raise LookupError("no positions")
    return (line, column), (end_line, end_column)


def _node(tree: ast.AST, where: tuple[tuple[int, int], tuple[int, int]]) -> tuple[ast.AST, ast.AST]:
    """The smallest expression around that place, or the statement that it is, and what it is a part of."""
    found: list[tuple[ast.AST, ast.AST]] = []
    todo = [tree]
    while todo:
        parent = todo.pop()
        for node in ast.iter_child_nodes(parent):
            if isinstance(node, ast.expr | ast.stmt) and not getattr(node, "decorator_list", None):
                start, end = (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
                if where[0] < start or end < where[1]:
                    continue
                if isinstance(node, ast.expr) or (start, end) == where:
                    found.append((node, parent))
            todo.append(node)
    return found[-1]  # parents come first


def _found(namespace: Any, name: str) -> Any:
    """The value of that name in an exact dict; _UNKNOWN where there is none."""
    if type(namespace) not in (dict, collections.OrderedDict, _OF_FRAMES):
        return _UNKNOWN
    names = itertools.islice(namespace.items(), _MOST_NAMES)
    return next((value for key, value in names if type(key) is str and key == name), _UNKNOWN)


def _of_frames() -> type:
    return type(sys._getframe().f_locals)


_OF_FRAMES = _of_frames()
"""A dict, or from Python 3.13 on what stands in its place."""


class _Frame:
    """Looks operands up among a frame's names."""

    def __init__(self, frame: types.FrameType, lines: list[str]) -> None:
        optimized = frame.f_code.co_flags & inspect.CO_OPTIMIZED
        # In the body of a class the names may be kept in a mapping that the student wrote.
        self._namespaces = (*([frame.f_locals] if optimized else []), frame.f_globals)
        self._lines = lines

    def operation(self, node: ast.AST, parent: ast.AST) -> Operation | None:
        match node, parent:
            case ast.BinOp(left, op, right), _:
                return self._made("binary", _SYMBOLS.get(type(op), ""), left, right)
            case ast.AugAssign(target, op, value), _:
                return self._made("in_place", _SYMBOLS.get(type(op), ""), target, value)
            case ast.Compare(left, _, [right]), _:
                return self._made("compare", "", left, right)
            case ast.Subscript(value, index), _:
                return self._made("index", "", value, index)
            case ast.Attribute(value, name), _:
                return self._made("attribute", name, value)
            case ast.Tuple(parts, ast.Store()) | ast.List(parts, ast.Store()), ast.Assign(value=value):
                return self._made("unpack", str(len(parts)), value)
            case ast.Call(), _:
                return self._call(node)
            case ast.For(iter=looped) | ast.ListComp(generators=[ast.comprehension(iter=looped), *_]), _:
                return self._made(
                    "iterate", "", looped
                )  # Python 3.11; later ones tell the place of what is looped over
            case ast.expr(), ast.For(iter=looped) | ast.comprehension(iter=looped) if node is looped:
                return self._made("iterate", "", looped)
        return None

    def _call(self, node: ast.Call) -> Operation | None:
        arguments = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg)]
        called = self._value(node.func)
        kind = values.described("", called).kind if called is not _UNKNOWN else "object"
        if kind == "layer":
            return self._made("apply", "", node.func, *arguments)
        if kind != "object":
            return self._made("not_callable", "", node.func)
        if isinstance(node.func, ast.Attribute) and not self._is_in_module(node.func):
            return self._made("method", node.func.attr, node.func.value, *arguments)
        return self._made("call", self._written(node.func), *arguments)

    def _is_in_module(self, node: ast.expr) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        return type(self._value(node)) is types.ModuleType

    def _made(self, what: Any, name: str, *nodes: ast.expr) -> Operation:
        return Operation(what, values.sendable(name, _NAME), [self._operand(node) for node in nodes[:MAX_OPERANDS]])

    def _written(self, node: ast.expr) -> str:
        lines = [line.encode() for line in self._lines[node.lineno - 1 : node.end_lineno]]
        lines[-1] = lines[-1][: node.end_col_offset]
        lines[0] = lines[0][node.col_offset :]
        return values.sendable(" ".join(b" ".join(lines).decode(errors="replace").split()), _NAME)

    def _operand(self, node: ast.expr) -> Operand:
        name, value = self._written(node), self._value(node)
        return values.described(name, value) if value is not _UNKNOWN else self._computed(name, node)

    def _computed(self, name: str, node: ast.expr) -> Operand:
        """What is known of the result of an expression, by its operands."""
        match node:
            case ast.BinOp(left, op, right):
                return values.combined(name, _SYMBOLS.get(type(op), ""), self._operand(left), self._operand(right))
            case ast.UnaryOp(ast.USub() | ast.UAdd(), inner):
                return values.with_shape(name, of := self._operand(inner), of.shape)
            case ast.Attribute(inner, attribute):
                return values.member(name, self._operand(inner), attribute)
            case ast.Call(ast.Attribute(inner, method), [], []):
                return values.member(name, self._operand(inner), f"{method}()")
            case ast.Subscript(inner, index) if type(self._value(index)) is int:
                of = self._operand(inner)
                return values.with_shape(name, of, of.shape[1:] if of.shape else None)
        return Operand(name)

    def _value(self, node: ast.expr) -> Any:
        """_UNKNOWN for what cannot be looked up."""
        match node:
            case ast.Constant(value):
                return value
            case ast.Name(name):
                found = (_found(namespace, name) for namespace in self._namespaces)
                return next((value for value in found if value is not _UNKNOWN), _UNKNOWN)
            case ast.Attribute(inner, name):
                return self._attribute(self._value(inner), name)
            case ast.Subscript(inner, index):
                return _item(self._value(inner), self._value(index))
        return _UNKNOWN

    def _attribute(self, thing: Any, name: str) -> Any:
        if thing is _UNKNOWN or type(thing) is types.ModuleType:
            return _UNKNOWN
        if name == "grad" and values.is_tensor(thing):
            return values.grad(thing)
        own = _instance_dict(thing, name)
        kept = (_found(own, each) for each in ("_parameters", "_buffers", "_modules"))
        places = itertools.chain([own], kept)  # the latter of an nn.Module
        return next((value for place in places if (value := _found(place, name)) is not _UNKNOWN), _UNKNOWN)


def _instance_dict(thing: Any, name: str) -> Any:
    """The object's own attributes; None where it has none or its class has something of that name."""
    classes = [namespace for kind in _mro(type(thing)) for namespace in _items(_namespace(kind))]
    if any(key == name for key, _ in classes):
        return None
    getters = (value for key, value in classes if key == "__dict__" and type(value) is types.GetSetDescriptorType)
    getter = next(getters, None)
    return getter.__get__(thing) if getter is not None else None


_mro = vars(type)["__mro__"].__get__
_namespace = vars(type)["__dict__"].__get__


def _items(namespace: Any) -> Iterator[tuple[str, Any]]:
    return ((key, value) for key, value in itertools.islice(namespace.items(), _MOST_NAMES) if type(key) is str)


def _item(container: Any, index: Any) -> Any:
    if (type(container) is list or type(container) is tuple) and type(index) is int:
        return container[index] if -len(container) <= index < len(container) else _UNKNOWN
    return _found(container, index) if type(index) is str else _UNKNOWN
