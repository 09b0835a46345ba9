"""The statements of a notebook's cells: what each binds and uses, and which of them others need."""

from __future__ import annotations

import ast
import symtable
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from grader.errors import UsageError


@dataclass(frozen=True)
class CellStatement:
    """A statement at the margin of a cell. cell: its number. solved: whether any of it is the solution."""

    node: ast.stmt
    text: str
    cell: int
    solved: bool = False

    @cached_property
    def binds(self) -> frozenset[str]:
        return frozenset(bound(self.node))

    @cached_property
    def uses(self) -> frozenset[str]:
        return free_names(self.text)

    @property
    def imports(self) -> bool:
        return is_import(self.node)

    @property
    def defines(self) -> bool:
        """An import, a function or a class."""
        return self.imports or isinstance(self.node, ast.FunctionDef | ast.ClassDef)

    @property
    def seeds(self) -> bool:
        """`np.random.seed(3)` and the like: what is drawn afterwards hangs on it."""
        match self.node:
            case ast.Expr(ast.Call(ast.Attribute(attr=name))):
                return name in ("seed", "manual_seed")
        return False

    @cached_property
    def changes(self) -> frozenset[str]:
        """The names whose objects it changes, as `x[0] = 1`, `x.append(2)` and `x.a = 3` do, and `np.random.seed(4)`
        for np."""
        found = {name for node in ast.walk(self.node) for name in _stored_in(node)}
        match self.node:
            case ast.Expr(ast.Call(ast.Attribute() as method)):
                found.add(root(method))
        return frozenset(found - {""})


def is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def bound(node: ast.AST) -> set[str]:
    """The names that a statement binds where it stands."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {each.asname or each.name.partition(".")[0] for each in names}
        case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return set()
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.ExceptHandler(name=str(name)):
            return {name}.union(*map(bound, ast.iter_child_nodes(node)))
    return set[str]().union(*map(bound, ast.iter_child_nodes(node)))


def free_names(text: str) -> frozenset[str]:
    """The names that Python code takes from outside of it, or binds and reads at its top."""
    return frozenset(_global_names(symtable.symtable(text, "<cell>", "exec"), top=True))


def _global_names(scope: symtable.SymbolTable, top: bool = False) -> set[str]:
    found = {s.get_name() for s in scope.get_symbols() if s.is_referenced() and (top or s.is_global())}
    return found.union(*map(_global_names, scope.get_children()))


def root(node: ast.expr) -> str:
    """The name that an attribute, a subscript or a call of one begins with; empty for another expression."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _stored_in(node: ast.AST) -> list[str]:
    match node:
        case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
            return [root(node)]
        case ast.AugAssign(target=ast.Name(id=name)):
            return [name]
    return []


def statements(text: str, cell: int, solved: Collection[int] = ()) -> list[CellStatement]:
    """solved: the numbers of the lines of the solution. Raises UsageError, with the cell and the line, for what is not
    Python."""
    tree = parsed(text, cell)
    lines, found, last = text.splitlines(), list[CellStatement](), 0
    begins = Counter(node.lineno for node in tree.body)
    for node in tree.body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        end = node.end_lineno or first
        alone = first > last and begins[end] == (node.lineno == end)
        own = "\n".join(lines[first - 1 : end]) if alone else ast.unparse(node)
        found.append(CellStatement(node, own, cell, any(line in solved for line in range(first, end + 1))))
        last = end
    return [each for each in found if not isinstance(each.node, ast.Pass)]


def parsed(text: str, cell: int) -> ast.Module:
    """Raises UsageError, with the cell and the line, for what is not Python."""
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise UsageError(
            "cell {number}, line {line}: {problem}", number=cell, line=error.lineno or 1, problem=error.msg
        ) from None
    except (RecursionError, MemoryError):
        raise UsageError("cell {number}: its code is nested too deep", number=cell) from None
    except ValueError as error:
        raise UsageError("cell {number}: {problem}", number=cell, problem=str(error)) from None


class KnownStatements:
    """Statements in their order, of which those that some names hang on are found without a look at the others."""

    def __init__(self, statements: Iterable[CellStatement] = ()) -> None:
        self._all: list[CellStatement] = []
        self._by_name: dict[str, list[int]] = {}
        self._changing: dict[str, list[int]] = {}
        self.add(statements)

    def add(self, statements: Iterable[CellStatement]) -> None:
        for each in statements:
            for name in each.binds | (each.changes if each.seeds else frozenset()):
                self._by_name.setdefault(name, []).append(len(self._all))
            for name in each.changes:
                self._changing.setdefault(name, []).append(len(self._all))
            self._all.append(each)

    def needed(self, names: Iterable[str]) -> list[CellStatement]:
        """Those that these names hang on, however indirectly."""
        taken, waiting, met = set[int](), [*names], set[str]()
        while waiting:
            name = waiting.pop()
            if name in met:
                continue
            met.add(name)
            here = self._by_name.get(name, [])
            if any(not self._all[i].defines for i in here):
                here = [*here, *self._changing.get(name, [])]
            for i in here:
                if i not in taken:
                    taken.add(i)
                    waiting += self._all[i].uses
                    waiting += () if self._all[i].defines else self._all[i].binds
        return [self._all[i] for i in sorted(taken)]
