"""A statement of the solution in the place of a student's: where every check passes with it, that place is wrong.

Both functions are taken apart into simple statements and heads of loops, aligned as `diff` aligns lines, with local
names left out of sight. What differs is exchanged, one statement at a time, under the student's own names. The text
that goes in is never shown to anybody; the line that it replaces is.
"""

from __future__ import annotations

import ast
import copy
import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from grader.edits.reading import parsed

STATEMENTS = 300
"""Of one function; longer ones are left alone."""
Function = ast.FunctionDef | ast.AsyncFunctionDef
Part = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]
"""As difflib has it: what is to be done with the statements i1 to i2 to have those from j1 to j2."""
_HEADS: dict[type[ast.stmt], tuple[str, ...]] = {
    ast.For: ("target", "iter"),
    ast.While: ("test",),
    ast.If: ("test",),
    ast.With: ("items",),
}


@dataclass(frozen=True)
class Transplant:
    """line: of the student's that is replaced, left out or followed by what is missing. was: the statement there, as
    `ast` writes it, empty where one is missing; becomes: the one that goes in, empty where one goes out. function:
    around it; text: the whole file."""

    line: int
    was: str
    becomes: str
    function: str
    text: str


@dataclass
class _Statement:
    """Of one function, in the order of the text. block, index: where it stands; a head is its statement's first
    lines."""

    node: ast.stmt
    block: list[ast.stmt]
    head: bool
    shape: str


@dataclass
class _Code:
    """A function taken apart. local: the names that it binds itself, its parameters apart."""

    function: Function
    local: set[str] = field(default_factory=set)
    statements: list[_Statement] = field(default_factory=list)

    def __post_init__(self) -> None:
        arguments = {each.arg for each in ast.walk(self.function.args) if isinstance(each, ast.arg)}
        stored = {n.id for n in ast.walk(self.function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self.local = stored - arguments
        self._take_apart(self.function.body)

    def _take_apart(self, block: list[ast.stmt]) -> None:
        for node in block:
            if _is_docstring(node):
                continue
            head = type(node) in _HEADS
            self.statements.append(_Statement(node, block, head, _shape(node, self.local)))
            for name in ("body", "orelse") if head else ():
                self._take_apart(getattr(node, name, []))


@dataclass(frozen=True)
class Graft:
    """A function of the student's that is not written like the solution's. lines: of the statements that differ. whole:
    the file with the solution's function in its place. statements: the file with one of them made like the
    solution's, the likeliest first."""

    name: str
    lines: tuple[int, ...]
    whole: str
    statements: Callable[[], Iterator[Transplant]]


def grafts(student: str, solution: str) -> list[Graft]:
    """One for each function that both have and that differs. None for a file that is too large or is not Python."""
    theirs, ours = parsed(student), parsed(solution)
    if theirs is None or ours is None:
        return []
    known, found = _functions(ours), []
    for name, function in _functions(theirs).items():
        try:
            graft = _graft(theirs, ours, name, _Code(function), _Code(known[name])) if name in known else None
        except RecursionError:  # an expression that is nested deeper than Python goes
            continue
        found += [graft] if graft else []
    return found


def _graft(tree: ast.Module, solution: ast.Module, name: str, theirs: _Code, ours: _Code) -> Graft | None:
    differing, _ = _aligned(theirs, ours)
    lines = [theirs.statements[i].node.lineno for part in differing for i in range(*part[1:3])]
    whole = _whole(tree, solution, theirs.function, ours.function) if differing else None
    if whole is None:
        return None
    return Graft(name, tuple(lines), whole, partial(_of_function, tree, solution, name, theirs, ours))


def _whole(tree: ast.Module, solution: ast.Module, theirs: Function, ours: Function) -> str | None:
    body, arguments = theirs.body, theirs.args
    theirs.body, theirs.args = ours.body, ours.args
    text = _text(tree)
    theirs.body, theirs.args = body, arguments
    return None if text is None else _with_what_it_needs(text, _text(ours) or "", solution)


def _functions(tree: ast.Module) -> dict[str, Function]:
    """The functions at the top, and the methods of the classes there as `Class.method`; of two the last one counts."""
    found: dict[str, Function] = {}
    for node in tree.body:
        if isinstance(node, Function):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{each.name}": each for each in node.body if isinstance(each, Function)}
    return found


def _of_function(tree: ast.Module, solution: ast.Module, name: str, theirs: _Code, ours: _Code) -> Iterator[Transplant]:
    differing, names = _aligned(theirs, ours)
    surgery = _Surgery(tree, solution, name, theirs, ours, names)
    made: set[str] = set()
    for step in _steps(surgery, differing):
        for each in step():
            if each.text not in made:
                made.add(each.text)
                yield each


def _steps(surgery: _Surgery, differing: list[Part]) -> list[Callable[[], list[Transplant]]]:
    """What to try, the likeliest first: each statement exchanged for the one most like it, one left out, one put in,
    and then every other exchange."""
    alike, others, out, into = (list[Callable[[], list[Transplant]]]() for _ in range(4))
    for _, i1, i2, j1, j2 in differing:
        for i in range(i1, i2):
            nearest = sorted(range(j1, j2), key=lambda j: (-surgery.likeness(i, j), abs(i - i1 - j + j1)))
            alike += [partial(surgery.replaced, i, j) for j in nearest[:1]]
            others += [partial(surgery.replaced, i, j) for j in nearest[1:]]
            out.append(partial(surgery.left_out, i))
        into += [partial(surgery.put_in, i1, i2, j) for j in range(j1, j2)]
    return [*alike, *out, *into, *others]


def _aligned(theirs: _Code, ours: _Code) -> tuple[list[Part], dict[str, str]]:
    """What differs, and the local names of the solution -> what the student calls the same thing. Nothing for functions
    that are too long."""
    one, other = ([each.shape for each in code.statements] for code in (theirs, ours))
    if max(len(one), len(other)) > STATEMENTS:
        return [], {}
    parts = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    equal = [(i1 + k, j1 + k) for kind, i1, i2, j1, _ in parts if kind == "equal" for k in range(i2 - i1)]
    names = _renamed(theirs, ours, equal)
    exchanged: list[Part] = [
        ("replace", i, i + 1, j, j + 1)
        for i, j in equal
        if any(names.get(mine, called) != called for mine, called in _pairs(theirs, ours, i, j))
    ]
    return [*(part for part in parts if part[0] != "equal"), *exchanged], names


def _renamed(theirs: _Code, ours: _Code, equal: list[tuple[int, int]]) -> dict[str, str]:
    """By what most statements say that are equal but for local names."""
    votes: dict[str, Counter[str]] = {}
    for i, j in equal:
        for mine, called in _pairs(theirs, ours, i, j):
            votes.setdefault(mine, Counter())[called] += 1
    return {mine: called.most_common(1)[0][0] for mine, called in votes.items()}


def _pairs(theirs: _Code, ours: _Code, i: int, j: int) -> list[tuple[str, str]]:
    """The local names of a statement of the solution, each with the student's name in its place."""
    both = zip(_names(ours.statements[j].node), _names(theirs.statements[i].node), strict=False)
    return [(mine, called) for mine, called in both if mine in ours.local]


def _names(node: ast.stmt) -> list[str]:
    return [each.id for part in _parts(node) for each in ast.walk(part) if isinstance(each, ast.Name)]


def _parts(node: ast.stmt) -> list[ast.AST]:
    """The whole statement, or what stands in its head."""
    if type(node) not in _HEADS:
        return [node]
    found: list[ast.AST] = []
    for name in _HEADS[type(node)]:
        value = getattr(node, name)
        found += value if isinstance(value, list) else [value]
    return found


def _shape(node: ast.stmt, local: set[str]) -> str:
    hidden = _Renaming(dict.fromkeys(local, "_"))
    return " ".join([type(node).__name__, *(ast.dump(hidden.visit(copy.deepcopy(part))) for part in _parts(node))])


class _Renaming(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._names.get(node.id, node.id), node.ctx)


@dataclass
class _Surgery:
    """On one function of the student's file. Each step is undone before the next."""

    tree: ast.Module
    solution: ast.Module
    name: str
    theirs: _Code
    ours: _Code
    names: dict[str, str]

    def likeness(self, i: int, j: int) -> float:
        """From 0 to 1; -1 where the one cannot take the other's place."""
        mine, new = self.theirs.statements[i], self.ours.statements[j]
        if mine.head != new.head or (mine.head and type(mine.node) is not type(new.node)):
            return -1.0
        one, other = (re.findall(r"\w+", each.shape)[:200] for each in (mine, new))
        same = 1.0 if type(mine.node) is type(new.node) else 0.0
        return same + difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()

    def replaced(self, i: int, j: int) -> list[Transplant]:
        mine, new = self.theirs.statements[i], self.ours.statements[j]
        if mine.head != new.head or (mine.head and type(mine.node) is not type(new.node)):
            return []
        node = self._translated(mine.node, new.node)
        if mine.head:
            fields = _HEADS[type(mine.node)]
            before = {name: getattr(mine.node, name) for name in fields}
            was, becomes = _line(mine.node), _line(node)
            for name in fields:
                setattr(mine.node, name, getattr(node, name))
            made = self._made(mine.node.lineno, was, becomes)
            for name, value in before.items():
                setattr(mine.node, name, value)
        else:
            at = _index(mine)
            mine.block[at] = node
            made = self._made(mine.node.lineno, _line(mine.node), _line(node))
            mine.block[at] = mine.node
        return made

    def left_out(self, i: int) -> list[Transplant]:
        mine = self.theirs.statements[i]
        if mine.head or len(mine.block) == 1:
            return []
        at = _index(mine)
        del mine.block[at]
        made = self._made(mine.node.lineno, _line(mine.node), "")
        mine.block.insert(at, mine.node)
        return made

    def put_in(self, i1: int, i2: int, j: int) -> list[Transplant]:
        """Behind the statement before the gap, in its block or in the one that it opens, and before the one behind."""
        new = self.ours.statements[j]
        if new.head:
            return []
        node = self._translated(new.node, new.node)
        around = self.theirs.statements
        places: list[tuple[list[ast.stmt], int, int]] = []
        for i in range(max(i1 - 1, 0), min(i2 + 1, len(around))):
            at = _index(around[i])
            if around[i].head and isinstance(block := getattr(around[i].node, "body", None), list):
                places.append((block, 0, around[i].node.lineno))
            elif i < i2 or i2 == i1 == i + 1:
                places.append((around[i].block, at + 1, around[i].node.lineno))
            places.append((around[i].block, at, around[i].node.lineno))
        made: list[Transplant] = []
        for block, at, line in places:
            block.insert(at, node)
            made += self._made(line, "", _line(node))
            del block[at]
        return made

    def _translated(self, mine: ast.stmt, new: ast.stmt) -> ast.stmt:
        """The solution's statement under the student's names; what both assign to is the same thing."""
        names = dict(self.names)
        for ours, theirs in zip(_targets(new), _targets(mine), strict=False):
            if ours in self.ours.local:
                names.setdefault(ours, theirs)
        translated: ast.stmt = _Renaming(names).visit(copy.deepcopy(new))
        return translated

    def _made(self, line: int, was: str, becomes: str) -> list[Transplant]:
        """What the tree says just now."""
        text = None if was == becomes else _text(self.tree)
        if text is None:
            return []
        return [Transplant(line, was, becomes, self.name, _with_what_it_needs(text, becomes, self.solution))]


def _targets(node: ast.stmt) -> list[str]:
    return [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]


def _index(statement: _Statement) -> int:
    return next(i for i, each in enumerate(statement.block) if each is statement.node)


def _line(node: ast.stmt) -> str:
    """A simple statement, or a head."""
    return (_text(node) or "…").partition("\n")[0]


def _text(node: ast.AST) -> str | None:
    """None for what is nested too deep to be written."""
    try:
        return ast.unparse(ast.fix_missing_locations(node))
    except (RecursionError, ValueError, MemoryError):
        return None


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _with_what_it_needs(text: str, part: str, solution: ast.Module) -> str:
    """The file with the solution's imports, functions and constants that the part of it names and the file lacks."""
    used = set(re.findall(r"\w+", part))
    bound = {name for node in ast.parse(text).body for name in _bound(node)}
    needed = [node for node in solution.body if used.intersection(_bound(node)) - bound]
    return "\n".join([*(ast.unparse(node) for node in needed), text]) if needed else text


def _bound(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {each.asname or each.name.partition(".")[0] for each in names}
        case ast.Assign(targets=targets):
            return {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return set()
