"""What a source imports and names, read from its syntax: what its exercise forbids is refused before anything runs."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence

Read = Sequence[tuple[str, ast.Module]]
"""Labels of files and cells, and what was parsed of them."""


class ForbiddenImport(Exception):
    """The file imports what its exercise does not allow. `place`: file label and line."""

    kind = "ImportError"

    def __init__(self, module: str, place: tuple[str, int]) -> None:
        super().__init__(module)
        self.module, self.place = module, place


class ForbiddenName(ForbiddenImport):
    """The file uses a name that its exercise does not allow."""

    kind = "NameError"


def refuse_imports(read: Read, forbidden: Collection[str], helpers: Collection[str]) -> None:
    """Raises ForbiddenImport; a file of the student's own that is called so may be imported."""
    for label, tree in read:
        for name, line in imported(tree):
            if name in forbidden and f"{name}.py" not in helpers:
                raise ForbiddenImport(name, (label, line))


def refuse_names(read: Read, forbidden: Collection[str]) -> None:
    """Raises ForbiddenName; what the student defines may be called so."""
    if not forbidden:
        return
    own = {name for _, tree in read for name in _definitions(tree)}
    for label, tree in read:
        for name, line in _named(tree):
            if name not in own and any(_belongs(name, other) for other in forbidden):
                raise ForbiddenName(name, (label, line))


def watched_names(read: Read, wanted: Collection[str]) -> list[str]:
    """Those of the wanted names that are used."""
    uses = {name for _, tree in read for name, _ in _named(tree)} if wanted else set()
    return [each for each in wanted if any(_belongs(name, each) for name in uses)]


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


def inside(trees: Sequence[ast.Module], wanted: Collection[str]) -> dict[str, str]:
    """Of the wanted names: those that are functions inside of something else, and of what, in words."""
    found: dict[str, str] = {}
    for tree in trees if wanted else ():
        for outer in ast.walk(tree):
            if isinstance(outer, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                kind = "method of class" if isinstance(outer, ast.ClassDef) else "function inside"
                found |= {name: f"{kind} {outer.name[:80]}" for name in _functions(outer.body) if name in wanted}
    return found


def _functions(body: Sequence[ast.stmt]) -> Iterator[str]:
    yield from (node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


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
