"""One function of a student's and of the solution's: what differs, and the function with some of that gone."""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from grader.edits.alignment import (
    HEADS,
    Aligned,
    Function,
    Renaming,
    Statement,
    aligned,
    body,
    every,
    named,
    renamed,
    share,
)

_HEAD, _ALONE = 0.6, 0.5
"""How much two heads are held to share, and a statement that has no counterpart."""


@dataclass(frozen=True, eq=False)
class StatementDifference:
    """One statement, or the head of one, that is not like the solution's.

    line: of the student's; where something is missing, of what it comes after. was: the statement there, as `ast`
    writes it, empty where one is missing; becomes: the solution's, empty where one is too many. function: around it, or
    `Class.method`. alike: how much the two share, from 0 to 1: what is nearly right is likelier to be wrong than what
    is written in another way. keeps: what it uses that is there in the next call too, an object of the module's or the
    default of a parameter.
    """

    line: int
    was: str
    becomes: str
    function: str
    alike: float
    keeps: str = ""
    covers: str = ""
    calls: str = ""
    reads: bool = False
    out: frozenset[str] = frozenset()
    into: frozenset[str] = frozenset()


class Merged:
    """A function of the student's and the solution's."""

    def __init__(
        self,
        name: str,
        mine: Function,
        right: Function,
        outside: tuple[set[str], set[str]],
        objects: list[ast.stmt],
        own: set[str],
    ) -> None:
        """outside: what the student's and the solution's module bind. objects: what makes something of the student's
        module that can be changed. own: the functions and classes that the student's module has beside the solution's.
        """
        self._name, self._mine, self._right, self._objects, self._own = name, mine, right, objects, own
        shared = [node for node in ast.walk(mine) if isinstance(node, ast.Global)]
        self._kept = {name for node in objects for name in bound_by(node)}.union(*(node.names for node in shared))
        around, right_around = outside
        read = {node.id for node in ast.walk(mine) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        self._unread = set(_parameters(mine)) - read
        self._body = aligned(body(mine, around), body(right, right_around))
        pairs = zip(_parameters(right), _parameters(mine), strict=False)
        self._names = renamed(self._body, dict(pairs))
        self._of: dict[int, StatementDifference] = {}
        for found in (self._head(), self._differences(self._body, mine.lineno)):
            self._of.update(found)
        self.differences = list(self._of.values())

    def _head(self) -> Iterator[tuple[int, StatementDifference]]:
        """Decorators, and what parameters are where nothing is handed over."""
        mine, right, name = self._mine, self._right, self._name
        was, becomes = (_list(each.decorator_list) for each in (mine, right))
        if was != becomes:
            line = min((each.lineno for each in mine.decorator_list), default=mine.lineno)
            yield id(mine), StatementDifference(line, was, becomes, name, _HEAD)
        was, becomes = (_list(each.args.defaults) for each in (mine, right))
        if was != becomes and len(_parameters(mine)) == len(_parameters(right)):
            yield id(mine.args), StatementDifference(mine.lineno, was, becomes, name, _HEAD, keeps=was)

    def _differences(self, pairs: list[Aligned], before: int) -> Iterator[tuple[int, StatementDifference]]:
        """before: the line of what a statement that is missing comes after."""
        for pair in pairs:
            mine, right = pair.mine, pair.right
            if mine is not None:
                before = mine.node.lineno
            if not pair.is_equal or (mine and right and self._exchanged(mine, right)):
                difference = self._difference(mine, right, before)
                if difference.was != difference.becomes:
                    yield id(pair), difference
            for inside in pair.inside.values():
                yield from self._differences(inside, before)
            if mine is not None and not mine.head:
                before = mine.node.end_lineno or before

    def _difference(self, mine: Statement | None, right: Statement | None, before: int) -> StatementDifference:
        alike = share(mine.words, right.words) if mine and right else _ALONE
        node = mine.node if mine else self._instead(right) if right else None
        line = getattr(node, "lineno", before)
        was = _line(node) if node else ""
        if mine is None and isinstance(node, ast.stmt):
            mine = Statement(node, right.local if right else frozenset())
        becomes = _line(self._translated(right.node)) if right else ""
        told = re.findall(r"\w+", was) or (_assigned(self._translated(right.node)) if right else [])
        keeps = next((word for word in told if word in self._kept), "")
        reads = self._unread.intersection(re.findall(r"\w+", becomes))
        return StatementDifference(
            line,
            was,
            becomes,
            self._name,
            alike,
            keeps,
            self._covered(node),
            self._called(was),
            bool(reads),
            _words(mine, right),
            _words(right, mine),
        )

    def _covered(self, node: ast.stmt | None) -> str:
        """The parameter that gets a value which it has no part in, in the student's function alone."""
        if not isinstance(node, ast.Assign):
            return ""
        used = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
        right = {name for each in ast.walk(self._right) if isinstance(each, ast.Assign) for name in _assigned(each)}
        covered = [name for name in _assigned(node) if name in _parameters(self._mine) and name not in used]
        return next((name for name in covered if name not in right), "")

    def _called(self, was: str) -> str:
        return next((word for word in re.findall(r"\w+", was) if word in self._own), "")

    def _instead(self, right: Statement) -> ast.stmt | None:
        """What gives a value already, in the function or in the module, to all that a missing statement assigns to."""
        targets = _assigned(self._translated(right.node))
        inside = [each.mine.node for each in every(self._body) if each.mine is not None and each.right is None]
        same = next((node for node in inside if targets and _assigned(node) == targets), None)
        return same or next((node for node in self._objects if set(targets) & bound_by(node)), None)

    def _exchanged(self, mine: Statement, right: Statement) -> bool:
        return any(self._names.get(ours, theirs) != theirs for ours, theirs in named(mine, right))

    def _translated(self, node: ast.stmt) -> ast.stmt:
        """The solution's statement under the student's names."""
        translated: ast.stmt = Renaming(self._names).visit(copy.deepcopy(node))
        return translated

    def made(self, chosen: Collection[StatementDifference]) -> Function:
        """The function with these differences gone."""
        function = copy.copy(self._mine)
        if self._of.get(id(self._mine)) in chosen:
            function.decorator_list = self._right.decorator_list
        if self._of.get(id(self._mine.args)) in chosen:
            function.args = copy.copy(function.args)
            function.args.defaults = self._right.args.defaults
        docstring = self._mine.body[:1] if self._mine.body[0] not in _nodes(self._body) else []
        function.body = [*docstring, *self._block(self._body, chosen)] or [ast.Pass()]
        return function

    def _block(self, pairs: list[Aligned], chosen: Collection[StatementDifference]) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for pair in pairs:
            of = self._of.get(id(pair))
            is_chosen = of is not None and of in chosen
            if pair.mine is None or pair.right is None:
                taken = pair.right if is_chosen else pair.mine
                made += [self._translated(taken.node) if taken is pair.right else taken.node] if taken else []
            elif not pair.mine.head:
                made.append(self._translated(pair.right.node) if is_chosen else pair.mine.node)
            else:
                made.append(self._nested(pair, pair.mine.node, pair.right.node, chosen, is_chosen))
        return made

    def _nested(
        self, pair: Aligned, mine: ast.stmt, right: ast.stmt, chosen: Collection[StatementDifference], is_chosen: bool
    ) -> ast.stmt:
        node = copy.copy(mine)
        if is_chosen:
            head = self._translated(right)
            for name in HEADS[type(node)]:
                setattr(node, name, getattr(head, name))
        for name, inside in pair.inside.items():
            block = self._block(inside, chosen)
            setattr(node, name, block or ([ast.Pass()] if name == "body" else []))
        return node


def _words(one: Statement | None, other: Statement | None) -> frozenset[str]:
    """Of the one that the other lacks: names, numbers and operators."""
    lacking = (one.words if one else Counter[str]()) - (other.words if other else Counter[str]())
    return frozenset(word.strip("(.=") or "=" for word in lacking)


def _assigned(node: ast.stmt) -> list[str]:
    """The names that it gives a value."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    names = [each for target in targets for each in ast.walk(target)]
    return [each.id for each in names if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]


def _list(nodes: Sequence[ast.expr]) -> str:
    return ", ".join(written(node) or "…" for node in nodes)


def _nodes(pairs: list[Aligned]) -> list[ast.stmt]:
    return [pair.mine.node for pair in pairs if pair.mine is not None]


def _parameters(function: Function) -> list[str]:
    spec = function.args
    return [each.arg for each in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]


def _line(node: ast.stmt) -> str:
    """A simple statement, or a head."""
    return (written(node) or "…").partition("\n")[0]


def written(node: ast.AST) -> str | None:
    """None for what is nested too deep to be written."""
    try:
        return ast.unparse(ast.fix_missing_locations(node))
    except (RecursionError, ValueError, MemoryError):
        return None


def bound_by(node: ast.stmt) -> set[str]:
    """The names that a statement at the top of a file gives a meaning."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {each.asname or each.name.partition(".")[0] for each in names}
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    return {each.id for target in targets if target for each in ast.walk(target) if isinstance(each, ast.Name)}
