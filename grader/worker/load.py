"""Running a student's file as the module `student`: parse, look for forbidden imports, execute."""

from __future__ import annotations

import ast
import builtins
import importlib.util
import inspect
import linecache
import sys
import types
from collections.abc import Iterator
from typing import Any, Literal

from .execute import execute
from .wire import Cell, Load, Parameter

MODULE = "student"

_signature = inspect.signature


class ForbiddenImport(Exception):
    """The file imports what its exercise does not allow. `place`: file label and line."""

    kind = "ImportError"

    def __init__(self, module: str, place: tuple[str, int]) -> None:
        super().__init__(module)
        self.module, self.place = module, place


class ForbiddenName(ForbiddenImport):
    """The file uses a name that its exercise does not allow."""

    kind = "NameError"


class Source:
    """One piece of source (a file, a cell) with the label that tracebacks know it by."""

    def __init__(self, label: str, text: str | bytes) -> None:
        # The angle brackets matter: compile() and the warnings machinery would open a file of a plain name.
        self.label, self.name, self.text = label, f"<{label}>", text

    def lines(self) -> tuple[int, None, list[str], str]:
        """An entry of linecache: inspect.getsource, and so torch.jit.script, reads the source there."""
        text = self.text if isinstance(self.text, str) else importlib.util.decode_source(self.text)
        return len(text), None, text.splitlines(True), self.name

    def _require_text(self) -> None:
        """Raises SyntaxError with the place for what cannot be decoded: compile() passes over it in a comment."""
        if isinstance(self.text, bytes):
            try:
                importlib.util.decode_source(self.text)
            except (SyntaxError, LookupError, UnicodeError) as error:
                before = self.text[: getattr(error, "start", 0)]
                raise SyntaxError(str(error), (self.name, before.count(b"\n") + 1, 1, "")) from None

    def parse(self) -> ast.Module:
        self._require_text()
        try:
            tree = compile(self.text, self.name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            if getattr(error, "filename", None):
                raise
            # A null byte: each Python complains in its own way, none says where.
            text = self.text if isinstance(self.text, bytes) else self.text.encode()
            line = text.partition(b"\0")[0].count(b"\n") + 1
            raise SyntaxError(str(error), (self.name, line, 1, "")) from None
        assert isinstance(tree, ast.Module)
        return tree


def sources(request: Load) -> list[Source]:
    """The pieces to run, in order. Raises SyntaxError for a cell that IPython's rules cannot read."""
    if request.main:
        return [Source(request.main, request.files[request.main])]
    return [Source(f"cell {cell.number}", _cell_text(cell)) for cell in request.cells]


def _cell_text(cell: Cell) -> str:
    from .notebook import python_of

    try:
        return python_of(cell.source)
    except SyntaxError as error:
        error.filename = f"<cell {cell.number}>"
        raise


def load(request: Load, pieces: list[Source]) -> tuple[types.ModuleType, list[str]]:
    """The student's module, and which of the names that are sought its source uses.

    Raises whatever its code raises, SyntaxError, ForbiddenImport or ForbiddenName.
    """
    trees = [(piece, piece.parse()) for piece in pieces]
    helpers = {name: text for name, text in request.files.items() if name != request.main}
    used = [*trees, *_helpers_used(helpers, trees)]
    for piece, tree in used:
        for name, line in imported(tree):
            if name in request.forbidden and f"{name}.py" not in helpers:
                raise ForbiddenImport(name, (piece.label, line))
    own = {name for _, tree in used for name in _definitions(tree)}
    for piece, tree in used if request.forbidden_names else ():
        for name, line in _named(tree):
            if name not in own and any(_belongs(name, other) for other in request.forbidden_names):
                raise ForbiddenName(name, (piece.label, line))
    uses = {name for _, tree in used for name, _ in _named(tree)} if request.sought else set()
    found = [wanted for wanted in request.sought if any(_belongs(name, wanted) for name in uses)]
    module = types.ModuleType(MODULE)
    module.__dict__["get_ipython"] = lambda: None
    module.__dict__["display"] = lambda *things, **options: None
    sys.modules[MODULE] = module
    for piece, tree in trees:
        linecache.cache[piece.name] = piece.lines()
        execute(tree, piece.name, module.__dict__, through=not request.autograd)
    return module, found


def _helpers_used(helpers: dict[str, bytes], trees: list[tuple[Source, ast.Module]]) -> list[tuple[Source, ast.Module]]:
    """The helper files that the given ones import, however indirectly, parsed."""
    found: dict[str, tuple[Source, ast.Module]] = {}
    todo = list(trees)
    while todo:
        _, tree = todo.pop()
        roots = {root for root, _ in imported(tree)}
        for name, text in helpers.items():
            if name not in found and name.removesuffix(".py").partition("/")[0] in roots:
                source = Source(name, text)
                found[name] = source, source.parse()
                todo.append(found[name])
    return list(found.values())


def imported(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The top-level modules that the source imports by name, with the line of each."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name.partition(".")[0], node.lineno) for alias in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name.partition(".")[0], node.lineno
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name.partition(".")[0], node.lineno


def _definitions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def _belongs(name: str, wanted: str) -> bool:
    """Whether it is what is wanted, or a part of that module."""
    return f"{name}.".startswith(f"{wanted}.")


def _named(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Attributes, keyword arguments and imported things, with the line of each: an attribute of a module that was
    imported as a whole is dotted ("torch.func", whatever torch is called there), any other stands alone."""
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    root = alias.name.partition(".")[0]
                    modules[alias.asname or root] = alias.name if alias.asname else root
                    yield alias.name, node.lineno
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from ((f"{module}.{alias.name}", node.lineno) for alias in names)
            case ast.keyword(arg=str(name)):
                yield name, node.lineno
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
            if isinstance(node.value, ast.Name) and node.value.id in modules:
                yield f"{modules[node.value.id]}.{node.attr}", node.lineno


_KINDS: dict[Any, Literal["positional", "keyword", "either", "rest", "rest_named"]] = {
    inspect.Parameter.POSITIONAL_ONLY: "positional",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "either",
    inspect.Parameter.VAR_POSITIONAL: "rest",
    inspect.Parameter.VAR_KEYWORD: "rest_named",
}


def described(module: types.ModuleType, names: list[str]) -> tuple[dict[str, list[Parameter] | None], dict[str, str]]:
    """Of the names that the module defines: the parameters of each callable, and what kind of thing each is."""
    from .stand_ins import Inert

    signatures: dict[str, list[Parameter] | None] = {}
    kinds: dict[str, str] = {}
    for name in names:
        thing = module.__dict__.get(name)
        if thing is None or type(thing) is Inert:  # `from turtle import forward` defines nothing
            continue
        kinds[name] = "class" if isinstance(thing, type) else "function" if callable(thing) else type(thing).__name__
        signatures[name] = _parameters(thing) if kinds[name] == "function" else None
    return signatures, kinds


def _parameters(function: Any) -> list[Parameter] | None:
    try:
        parameters = _signature(function).parameters.values()
    except (ValueError, TypeError):
        return None
    return [Parameter(p.name, _KINDS[p.kind], p.default is p.empty and "VAR" not in p.kind.name) for p in parameters]


def defined(module: types.ModuleType) -> list[str]:
    """The names of the functions and classes that the module's own code made, for "did you mean"."""
    own = [name for name, thing in module.__dict__.items() if getattr(thing, "__module__", None) == MODULE]
    return [name for name in own if name not in vars(builtins) and len(name) < 100][:100]
