"""Where in a student's source something stands: looked up in its text, which is parsed and never run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from grader.edits.reading import parsed
from grader.submission.source import Source

LARGEST = 64 * 2**10
"""Characters of source that are looked at."""
LITERALS = 12
"""Different numbers of a source that are tried in the place of an argument."""


@dataclass(frozen=True)
class TextPlace:
    """A line, from 1, of a file or cell; cell: its number."""

    file: str
    line: int
    cell: int | None = None


@dataclass
class Text:
    """A student's source as trees, one a file or cell; without those that are too large or do not parse."""

    source: Source

    def __post_init__(self) -> None:
        self._trees = list(self._parsed())

    def _parsed(self) -> Iterator[tuple[str, int | None, ast.Module]]:
        left = LARGEST
        numbers: list[int | None] = [cell.number for cell in self.source.cells] or [None]
        for number, (label, text) in zip(numbers, self.source.pieces(), strict=False):
            left -= len(text)
            if left < 0:
                return
            if (tree := parsed(text)) is not None:
                yield label, number, tree

    def function(self, name: str) -> Iterator[tuple[str, int | None, ast.FunctionDef]]:
        """Definitions of that name, the last one first; of `Name.apply`, the methods of the class."""
        name, _, method = name.partition(".")
        for label, number, tree in reversed(self._trees):
            for node in reversed(tree.body):
                if isinstance(node, ast.FunctionDef) and node.name == name and not method:
                    yield label, number, node
                if isinstance(node, ast.ClassDef) and node.name == name:
                    for inside in node.body:
                        if isinstance(inside, ast.FunctionDef):
                            yield label, number, inside

    def overwritten(self, function: str, argument: str) -> TextPlace | None:
        """Where the function gives an argument a value that the argument has no part in."""
        for label, number, node in self.function(function):
            for statement in ast.walk(node):
                match statement:
                    case ast.Assign(targets=targets, value=value):
                        names = {n.id for t in targets for n in ast.walk(t) if _is_set(n)}
                        used = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
                        if argument in names and argument not in used:
                            return TextPlace(label, statement.lineno, number)
        return None

    def uses(self, function: str, argument: str) -> bool:
        """Whether the function reads that name at all; True where the function is not found."""
        found = list(self.function(function))
        read = [
            n.id for _, _, f in found for n in ast.walk(f) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
        ]
        return not found or argument in read

    def changed_in_place(self, function: str, argument: str) -> TextPlace | None:
        """`w -= …`, `w[…] = …`, `w.sub_(…)`, `w.requires_grad = …` of an argument."""
        for label, number, node in self.function(function):
            for each in ast.walk(node):
                if isinstance(each, ast.stmt | ast.expr) and _changes(each, argument):
                    return TextPlace(label, each.lineno, number)
        return None

    def literals(self) -> dict[float, list[TextPlace]]:
        """Numbers in the source that may stand in the place of an argument, and where they do."""
        found = dict[float, list[TextPlace]]()
        for label, number, tree in self._trees:
            for node in ast.walk(tree):
                match node:
                    case ast.Constant(value=int() | float() as value) if type(value) is not bool:
                        place = TextPlace(label, node.lineno, number)
                        if abs(value) < 1e6 and (value in found or len(found) < LITERALS):
                            found.setdefault(float(value), []).append(place)
        return found


def _is_set(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _changes(node: ast.stmt | ast.expr, argument: str) -> bool:
    match node:
        case ast.AugAssign(target=ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name))):
            return name == argument
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name)) | ast.Attribute(value=ast.Name(id=name))]):
            return name == argument
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
            return name == argument and method.endswith("_") and not method.endswith("__")
        case ast.Call(func=ast.Attribute(value=ast.Attribute(value=ast.Name(id=name), attr="data"), attr=method)):
            return name == argument and method.endswith("_")
    return False
