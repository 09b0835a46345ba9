"""Small changes to a solution, each of which ought to cost points: `grade verify` measures the checks with them.

Text in, texts out. The standard library's `ast` suffices; operators.py says what is changed. Comments and layout are
lost on the way, so that a mutant's key stays the same however its file is laid out.
"""

from __future__ import annotations

import ast
import difflib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.edits.operators import OPERATORS, Change, changes_nothing


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
    """All single changes of `source`, in the order of its lines. Raises SyntaxError for what is not Python."""
    tree = ast.parse(source)
    original = ast.unparse(tree)
    texts, keys = {original}, dict[tuple[str, str, str], int]()
    found: list[Mutant] = []
    for node, parent, where in _nodes(tree, tree, ""):
        for operator in OPERATORS:
            for change in operator(node):
                text = _changed(tree, node, change)
                if text in texts or changes_nothing(node, parent, change):
                    continue
                texts.add(text)
                mutant = _mutant(operator.__name__, _line(node, change), where, original, text)
                number = keys[mutant.key] = keys.get(mutant.key, 0) + 1
                # the same change to the same line further down in the function
                found.append(mutant if number == 1 else replace(mutant, where=f"{where} ({number})"))
    return sorted(found, key=lambda mutant: mutant.line)


def _nodes(node: ast.AST, parent: ast.AST, where: str) -> Iterator[tuple[ast.AST, ast.AST, str]]:
    """Every node, annotations apart, with what it stands in, and the dotted name of the function or class that it is
    in or is."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        where = f"{where}.{node.name}".strip(".")
    yield node, parent, where
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _nodes(child, node, where)


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
        block = getattr(node, name, ())
        if isinstance(block, list) and isinstance(change.get(name), list):  # not of a lambda, nor of `a if b else c`
            for old, new in zip(block, [*change[name], None], strict=False):
                if old is not new:
                    return int(old.lineno)
    return int(getattr(node, "lineno", 1))


def _mutant(kind: str, line: int, where: str, original: str, text: str) -> Mutant:
    old, new = original.splitlines(), text.splitlines()
    same = common(old, new)
    tail = common(old[same:][::-1], new[same:][::-1])
    was, becomes = (textwrap.dedent("\n".join(lines[same : len(lines) - tail])).strip("\n") for lines in (old, new))
    diff = "\n".join(list(difflib.unified_diff(old, new, n=1, lineterm=""))[2:])
    return Mutant(kind, line, where, was, becomes, text, diff)


def common(one: list[str], other: list[str]) -> int:
    """How many lines (or letters) the two begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
