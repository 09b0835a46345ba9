"""Stubs for plotting and progress-bar modules (matplotlib, turtle, tqdm, …), and imports of the student's helpers."""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import os
import sys
import types
from collections.abc import Iterable
from typing import Any

from .execute import execute, ignored
from .shell import NOTEBOOK
from .stub_object import LOOPS, stub_of


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the student's helper files first, then stubs; notes which stubs were used."""

    def __init__(self, helpers: dict[str, bytes], stubbed: Iterable[str], through: bool = False) -> None:
        """through: helper files run past statements that fail, as in `execute`."""
        self.helpers = {name.removesuffix(".py").replace("/", "."): (name, text) for name, text in helpers.items()}
        self.packages = {name.rpartition(".")[0] for name in self.helpers if "." in name}
        self.stubbed, self.through = frozenset(stubbed), through
        self.used: list[str] = []

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname in self.helpers or fullname in self.packages:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname in self.packages)
        if self._stub(fullname) and not _for_a_library():
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def _stub(self, fullname: str) -> str:
        """The module of the list that this is, or is a part of; empty if none is."""
        parts = fullname.split(".")
        names = (".".join(parts[: n + 1]) for n in range(len(parts)))
        return next((name for name in names if name in self.stubbed), "")

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        if spec.name in self.helpers or spec.name in self.packages:
            return None
        if (name := self._stub(spec.name)) not in self.used:
            self.used.append(name)
        return _StubModule(spec.name, name)

    def exec_module(self, module: types.ModuleType) -> None:
        if module.__name__ in self.helpers:
            name, text = self.helpers[module.__name__]
            tree = compile(text, f"<{name}>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            assert isinstance(tree, ast.Module)
            module.__file__ = name
            module.__dict__.update(NOTEBOOK)
            source = importlib.util.decode_source(text)
            linecache.cache[f"<{name}>"] = len(source), None, source.splitlines(True), f"<{name}>"
            execute(tree, f"<{name}>", module.__dict__, ignored if self.through else None)


def _for_a_library() -> bool:
    """Whether an installed module imports, which does without what is not there: torch asks for colorama. The name
    of a student's file is not a path."""
    frame: types.FrameType | None = sys._getframe(2)
    while frame is not None and str(frame.f_globals.get("__name__")).startswith("importlib"):
        frame = frame.f_back
    return frame is not None and os.path.isabs(frame.f_code.co_filename)


class _StubModule(types.ModuleType):
    __version__ = "0.0.0"

    def __init__(self, name: str, listed: str) -> None:
        """listed: the module of the list that it is a part of."""
        super().__init__(name)
        self.__object = stub_of(listed)

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return []
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return LOOPS.get(name) or self.__object()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__object()(*args, **kwargs)
