"""A student's function beside the solution's, statement by statement: which belong together, and what differs.

Statements are compared with local names left out of sight, as `diff` compares lines, but block by block: the bodies of
two loops that belong together are compared in turn.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from grader.edits.scope import DEFINES
from grader.edits.tokens import header

STATEMENTS = 150
"""Of one function; longer ones are left alone."""
Function = ast.FunctionDef | ast.AsyncFunctionDef
HEADS: dict[type[ast.stmt], tuple[str, ...]] = {
    ast.For: ("target", "iter"),
    ast.While: ("test",),
    ast.If: ("test",),
    ast.With: ("items",),
}
"""What stands before the blocks of a statement."""
_ALIKE = 0.3
"""How much two statements have to share to belong together: 1 is everything."""
_BUILTINS = frozenset(dir(builtins))
_SAY_NOTHING = frozenset(["v", "=", ",", ")", "(", "["])


@dataclass(frozen=True)
class _AllBut:
    """A container with every name in it but these."""

    names: Container[str]

    def __contains__(self, name: object) -> bool:
        return name not in self.names


class Renaming(ast.NodeTransformer):
    """Other names for variables. The tree is changed: hand over a copy."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._names.get(node.id, node.id), node.ctx)


@dataclass(eq=False)
class Statement:
    """One of a function's. local: the names that are the function's own."""

    node: ast.stmt
    local: frozenset[str]

    @property
    def head(self) -> bool:
        return type(self.node) in HEADS

    @cached_property
    def said(self) -> list[str]:
        """The statement, or its head, in words: without the names that it could have called otherwise."""
        if isinstance(self.node, DEFINES):
            return [ast.dump(self.node)]
        return header(self.node, _AllBut(self.local))

    @cached_property
    def words(self) -> Counter[str]:
        """Those that say something."""
        return Counter(word for word in self.said[:300] if word not in _SAY_NOTHING)

    def block(self, name: str) -> list[Statement]:
        return [Statement(each, self.local) for each in getattr(self.node, name, None) or ()]


def parts(node: ast.stmt) -> list[ast.AST]:
    """The whole statement, or what stands in its head."""
    if type(node) not in HEADS:
        return [node]
    found: list[ast.AST] = []
    for name in HEADS[type(node)]:
        value = getattr(node, name)
        found += value if isinstance(value, list) else [value]
    return found


def body(function: Function, outside: set[str]) -> list[Statement]:
    """A function's statements without its docstring. outside: the names that its module binds; one that nothing binds
    is a local one that is missing."""
    arguments = {each.arg for each in ast.walk(function.args) if isinstance(each, ast.arg)}
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    unbound = {node.id for node in names} - outside - _BUILTINS
    local = frozenset((stored | unbound) - arguments)
    whole = function.body
    return [Statement(node, local) for i, node in enumerate(whole) if i or not is_docstring(node)]


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@dataclass(eq=False)
class Aligned:
    """Two statements that belong together, or one alone. inside: of their blocks, by field."""

    mine: Statement | None
    right: Statement | None
    inside: dict[str, list[Aligned]] = field(default_factory=dict)

    @property
    def is_equal(self) -> bool:
        """But for local names, and for what is inside."""
        return self.mine is not None and self.right is not None and self.mine.said == self.right.said


def aligned(mine: list[Statement], right: list[Statement]) -> list[Aligned]:
    """Both blocks' statements in an order that keeps theirs, those together that are most alike in all."""
    rows, columns = len(mine), len(right)
    likeness = [[_likeness(one, other) for other in right] for one in mine]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    found, i, j = list[Aligned](), 0, 0
    while i < rows or j < columns:
        if i < rows and j < columns and likeness[i][j] > 0 and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found.append(_pair(mine[i], right[j]))
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            found.append(Aligned(mine[i], None))
            i += 1
        else:
            found.append(Aligned(None, right[j]))
            j += 1
    return found


def _pair(mine: Statement, right: Statement) -> Aligned:
    pair = Aligned(mine, right)
    for name in ("body", "orelse") if mine.head else ():
        pair.inside[name] = aligned(mine.block(name), right.block(name))
    return pair


def _likeness(one: Statement, other: Statement) -> float:
    """From 0 to 2; 0 where the one cannot take the other's place."""
    if one.head != other.head or (one.head and type(one.node) is not type(other.node)):
        return 0.0
    if one.said == other.said:
        return 2.0
    shared = share(one.words, other.words)
    if one.head or (isinstance(one.node, ast.Return) and isinstance(other.node, ast.Return)):
        return 1.0 + shared
    return shared if shared >= _ALIKE else 0.0


def share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def every(pairs: list[Aligned]) -> Iterator[Aligned]:
    """With those inside, in the order of the text."""
    for pair in pairs:
        yield pair
        for inside in pair.inside.values():
            yield from every(inside)


def renamed(pairs: list[Aligned], names: dict[str, str]) -> dict[str, str]:
    """The solution's local names -> what the student calls the same thing, as most statements say that are equal but
    for them; then those that the two of a pair assign to. names: of the parameters."""
    together = [(each.mine, each.right) for each in every(pairs) if each.mine and each.right]
    votes: dict[str, Counter[str]] = {}
    for mine, right in together:
        if mine.said == right.said:
            for ours, theirs in named(mine, right):
                votes.setdefault(ours, Counter())[theirs] += 1
    found = {**names, **{ours: called.most_common(1)[0][0] for ours, called in votes.items()}}
    taken = set(found.values())
    for mine, right in together:
        both = _targets(right), _targets(mine)
        for ours, theirs in zip(*both, strict=True) if len(both[0]) == len(both[1]) else ():
            if ours not in found and theirs not in taken:
                found[ours] = theirs
                taken.add(theirs)
    return found


def named(mine: Statement, right: Statement) -> list[tuple[str, str]]:
    """The local names of a statement of the solution, each with the student's name in its place."""
    both = zip(_names(right.node), _names(mine.node), strict=False)
    return [(ours, theirs) for ours, theirs in both if ours in right.local]


def _names(node: ast.stmt) -> list[str]:
    return [each.id for part in parts(node) for each in ast.walk(part) if isinstance(each, ast.Name)]


def _targets(statement: Statement) -> list[str]:
    found = [each for part in parts(statement.node) for each in ast.walk(part) if isinstance(each, ast.Name)]
    return [each.id for each in found if isinstance(each.ctx, ast.Store) and each.id in statement.local]
