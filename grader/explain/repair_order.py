"""In which order repairs are tried: those first that bring the source nearer to the solution."""

from __future__ import annotations

import ast
import builtins
import itertools
import types
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.edits import expressions, heads, statements
from grader.edits.edit import Edit, EditKind
from grader.edits.scope import DEFINES, Scope, scopes
from grader.edits.tokens import LONGEST, Grams, grams, header, inner_grams, pairs, sign_of, words
from grader.edits.vocabulary import Vocabulary

MOST, LONG = 4000, 40
"""Candidates of one source that are looked at; statements of a function beyond which their order is not."""


@dataclass(frozen=True)
class ParsedPiece:
    """A file or cell that can be taken apart. unchanged: its text as `ast` writes it."""

    label: str
    tree: ast.Module
    scopes: list[Scope]
    unchanged: str

    @classmethod
    def of(cls, label: str, tree: ast.Module) -> ParsedPiece:
        return cls(label, tree, scopes(tree), ast.unparse(tree))


@dataclass(frozen=True)
class RankedEdit:
    """score: the higher, the likelier."""

    piece: ParsedPiece
    edit: Edit
    score: float

    def text(self) -> str:
        return self.edit.text(self.piece.tree)


def ordered(solution: ast.Module, pieces: list[ParsedPiece], called: set[str]) -> list[RankedEdit]:
    """All edits of these functions and what they use, the likeliest first."""
    near, vocabulary = Nearness(solution, pieces), Vocabulary.of(solution)
    reached = _reached(pieces, called)
    found = list[RankedEdit]()
    for piece in pieces:
        for scope in piece.scopes:
            if scope.where and reached.isdisjoint(scope.where.split(".")):
                continue
            edits = itertools.chain(
                statements.edits(scope),
                heads.edits(scope, piece.tree),
                expressions.edits(scope, vocabulary),
            )
            for edit in itertools.islice(edits, MOST - len(found)):
                found.append(RankedEdit(piece, edit, score(edit, near.features(edit, scope))))
    return sorted(found, key=lambda candidate: -candidate.score)


def score(edit: Edit, features: list[float]) -> float:
    """Fitted to answers under tests/submissions and to mutants of right ones. Whether an edit brings the source nearer
    says most, by how much says little."""
    one, two, three, order, strange = features
    nearer = 0.9 * _sign(one) + 0.55 * _sign(two) + 0.35 * _sign(three) + 0.6 * _sign(order / 2)
    much = 0.3 * _cut(three) - 0.1 * _cut(two) + 0.05 * _cut(order)
    return PRIOR.get(edit.kind, 0.0) + nearer + much + 0.2 * strange


def _sign(value: float) -> float:
    return max(-1.0, min(1.0, value))


def _cut(value: float) -> float:
    return max(-8.0, min(8.0, value))


PRIOR: dict[EditKind, float] = {
    "dropped": 1.3, "new_start": 1.2, "sign": 1.0, "constant": 0.9, "keyword_dropped": 0.9,
    "operator": 0.8, "unwrapped": 0.7, "moved_out": 0.7, "moved_in": 0.7, "cleared": 0.7, "swapped": 0.7, "moved": 0.6,
    "call_dropped": 0.6, "function": 0.6, "own_copy": 0.5, "returned": 0.5, "comparison": 0.4, "operand_dropped": 0.3,
    "tracked": 0.1, "constant_for_name": -0.1, "name": -0.2, "call_added": -0.3,
}  # fmt: skip
"""How often an edit of a kind is the repair, beyond how near it brings the source."""


def called_by(function: object) -> set[str]:
    """Every name that a check's code uses, and the functions of its module that it calls."""
    names, todo, seen = set[str](), [function], set[int]()
    while todo:
        each = todo.pop()
        code = getattr(each, "__code__", each)
        if not isinstance(code, types.CodeType) or id(code) in seen:
            continue
        seen.add(id(code))
        names.update(code.co_names)
        there = getattr(each, "__globals__", {})
        todo += [there.get(name) for name in code.co_names if isinstance(there.get(name), types.FunctionType)]
        todo += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return names


def _reached(pieces: list[ParsedPiece], roots: set[str]) -> set[str]:
    """The functions and classes that these use, as far as names tell."""
    uses: dict[str, set[str]] = {}
    for piece in pieces:
        for scope in piece.scopes:
            for name in scope.where.split("."):
                uses.setdefault(name, set()).update(_used(scope.node))
    reached, todo = set[str](), list(roots)
    while todo:
        name = todo.pop()
        if name in uses and name not in reached:
            reached.add(name)
            todo += uses[name] & uses.keys()
    return reached


def _used(node: ast.AST) -> set[str]:
    return {str(getattr(each, "id", "") or getattr(each, "attr", "")) for each in ast.walk(node)}


class Nearness:
    """How an edit changes the distance of a source from the solution.

    The distance is that of two bags: short sequences of words in statements, and which statement comes before which. An
    edit is looked at where it changes something, so that a candidate costs little however long the source is.
    """

    def __init__(self, solution: ast.Module, pieces: list[ParsedPiece]) -> None:
        mine = set[str]().union(*(_names(piece.tree) for piece in pieces))
        self.known = (_names(solution) & mine) | set(dir(builtins))
        self._words: dict[int, list[str]] = {}
        self._right, self._right_order = self._bags(scopes(solution))
        self._mine, self._order = self._bags([scope for piece in pieces for scope in piece.scopes])
        self._of_scope: dict[int, Grams] = {}
        self._grams: dict[int, Grams] = {}

    def _bags(self, several: list[Scope]) -> tuple[Grams, Grams]:
        bag: Grams = Counter()
        order: Grams = Counter()
        for scope in several:
            flat = list(self._flat(scope.node, ""))
            for statement, _ in flat:
                bag.update(grams(self._said(statement)))
            order.update(self._pairs(flat))
        return bag, order

    def _flat(self, node: ast.AST, around: str) -> Iterator[tuple[ast.stmt, str]]:
        """Each statement inside, and what is around it."""
        for name in ("body", "orelse", "finalbody"):
            for statement in getattr(node, name, None) or ():
                if not isinstance(statement, DEFINES):
                    yield statement, around
                    inside = {"For": "for ", "With": "with ", "While": "for "}.get(type(statement).__name__, "")
                    yield from self._flat(statement, around + inside)

    def _said(self, statement: ast.stmt) -> list[str]:
        """Remembered for those of the source: what is put in lives as long as its edit."""
        if (known := self._words.get(id(statement))) is None:
            known = header(statement, self.known)
            if hasattr(statement, "end_lineno"):
                self._words[id(statement)] = known
        return known

    def _pairs(self, flat: list[tuple[ast.stmt, str]]) -> Grams:
        if len(flat) > LONG:
            return Counter()
        return pairs((sign_of(self._said(statement)), around) for statement, around in flat)

    def features(self, edit: Edit, scope: Scope) -> list[float]:
        """By how much the distance shrinks, in sequences of one, two and three words and in the order of statements;
        how strange the statement is to the solution, from 0 to 1."""
        old = self._said(edit.statement)
        strange = _strange(self._of(edit.statement, old), self._right)
        if edit.old is not None and edit.new is not None:
            change, order = self._of_expression(edit, old), 0.0
        else:
            change, order = self._of_blocks(edit, scope, old)
        return [*_nearer(change, self._mine, self._right), order, strange]

    def _of(self, statement: ast.stmt, said: list[str]) -> Grams:
        if (known := self._grams.get(id(statement))) is None:
            known = self._grams[id(statement)] = grams(said)
        return known

    def _of_expression(self, edit: Edit, said: list[str]) -> Grams:
        """Only around the words that change."""
        assert edit.old is not None and edit.new is not None
        old, new = words(edit.old, self.known), words(edit.new, self.known)
        marked = ["^", *said, "$"]
        at = next((i for i in range(len(marked)) if marked[i : i + len(old)] == old), 0)
        if not at:  # it is said in another way there
            return _less(Counter((w,) for w in new), Counter((w,) for w in old))
        before, after = marked[max(0, at - LONGEST + 1) : at], marked[at + len(old) : at + len(old) + LONGEST - 1]
        return _less(inner_grams([*before, *new, *after]), inner_grams([*before, *old, *after]))

    def _of_blocks(self, edit: Edit, scope: Scope, said: list[str]) -> tuple[Grams, float]:
        if id(scope.node) not in self._of_scope:
            self._of_scope[id(scope.node)] = self._pairs(list(self._flat(scope.node, "")))
        with edit.made():
            flat = list(self._flat(scope.node, "")) if len(scope.blocks) < LONG else []
            change: Grams = Counter()
            for statement in edit.put_in:
                change.update(grams(header(statement, self.known)))
            if edit.taken_out:
                change.subtract(self._of(edit.statement, said))
            order = self._pairs(flat)
        if not order:
            return change, 0.0
        return change, sum(_nearer(_less(order, self._of_scope[id(scope.node)]), self._order, self._right_order))


def _less(new: Grams, old: Grams) -> Grams:
    found: Grams = Counter(new)
    found.subtract(old)
    return found


def _nearer(change: Grams, mine: Grams, right: Grams) -> list[float]:
    """By how much the distance shrinks: of sequences of one word, two, three."""
    found = [0.0] * LONGEST
    for gram, by in change.items():
        if by:
            off = mine[gram] - right[gram]
            found[min(LONGEST, len(gram)) - 1] += abs(off) - abs(off + by)
    return found


def _strange(mine: Grams, right: Grams) -> float:
    two = [gram for gram in mine if len(gram) == 2]
    return sum(gram not in right for gram in two) / len(two) if two else 0.0


def _names(tree: ast.Module) -> set[str]:
    """Of variables, parameters and functions: one that is in both sources is taken to be the same."""
    found = set[str]()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.FunctionDef(name=name):
                found.add(name)
    return found
