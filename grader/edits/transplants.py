"""Statements of the solution in the places of a student's: the file with some of the differences between them gone.

The text that goes in is never shown to anybody; the lines that it replaces are.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from grader.edits.alignment import STATEMENTS, Function
from grader.edits.merged import Merged, StatementDifference, bound_by, written
from grader.edits.reading import parsed


@dataclass
class Transplants:
    """A student's file or cell beside the solution's. outside: the names that it binds, or another cell.
    differences: of all functions that both have, the likeliest first."""

    tree: ast.Module
    solution: ast.Module
    outside: set[str]
    differences: list[StatementDifference] = field(default_factory=list)
    _functions: dict[str, Merged] = field(default_factory=dict)

    def text(self, chosen: Collection[StatementDifference]) -> str | None:
        """The whole file with these made like the solution's. None for what is nested too deep to be written."""
        names = {each.function for each in chosen}
        made = {name: self._functions[name].made(chosen) for name in names}
        module = copy.copy(self.tree)
        module.body = [_replaced(node, "", made) for node in self.tree.body]
        used = {node.id for each in made.values() for node in ast.walk(each) if isinstance(node, ast.Name)}
        needed = [node for node in self.solution.body if used.intersection(bound_by(node)) - self.outside]
        module.body = [*needed, *module.body]
        return written(module)


def transplants(student: str, solution: str, others: Iterable[str] = ()) -> Transplants | None:
    """None for a file that is too large, is not Python or cannot be taken apart. others: the student's other cells."""
    theirs, ours = parsed(student), parsed(solution)
    if theirs is None or ours is None:
        return None
    beside = [tree for text in others if (tree := parsed(text)) is not None]
    outside, right_outside = _bound(theirs, *beside), _bound(ours)
    found, known = Transplants(theirs, ours, outside), functions(ours)
    defined = [node for tree in (theirs, *beside) for node in tree.body if isinstance(node, Function | ast.ClassDef)]
    own = {node.name for node in defined} - right_outside
    objects = [node for node in theirs.body if _is_object(node)]
    for name, function in functions(theirs).items():
        try:
            if name in known and max(_size(function), _size(known[name])) <= STATEMENTS:
                merged = Merged(name, function, known[name], (outside, right_outside), objects, own)
                found._functions[name] = merged
                found.differences += merged.differences
        except RecursionError:  # an expression that is nested deeper than Python goes
            continue
    found.differences.sort(key=lambda each: -each.alike)
    return found


def _bound(*trees: ast.Module) -> set[str]:
    return {name for tree in trees for node in tree.body for name in bound_by(node)}


def _is_object(node: ast.stmt) -> bool:
    """Whether it gives a name at the top something that may change."""
    return isinstance(node, ast.Assign) and not isinstance(node.value, ast.Constant | ast.UnaryOp | ast.Lambda)


def _size(function: Function) -> int:
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function))


def functions(tree: ast.Module) -> dict[str, Function]:
    """The functions at the top, and the methods of the classes there as `Class.method`; of two the last one counts."""
    found: dict[str, Function] = {}
    for node in tree.body:
        if isinstance(node, Function):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{each.name}": each for each in node.body if isinstance(each, Function)}
    return found


def _replaced(node: ast.stmt, where: str, made: dict[str, Function]) -> ast.stmt:
    if isinstance(node, Function):
        return made.get(where + node.name, node)
    if isinstance(node, ast.ClassDef) and not where:
        node = copy.copy(node)
        node.body = [_replaced(each, f"{node.name}.", made) for each in node.body]
    return node
