"""What is passed over while a file is loaded: statements and cells that raise or do not run, though the rest does.

A demo that fails takes no points where everything that is asked for is defined before or after it. What a statement
that raised was to define is kept: it is the cause where the name is missing later.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from typing import Any

from ..messages.wire import MAX_PASSED_OVER, Failed, Frame, PassedOver

_PYLAB = (
    *("np", "plt", "numpy", "matplotlib", "pylab", "mlab", "pyplot"),
    *("array", "zeros", "ones", "arange", "linspace", "sin", "cos", "exp", "log", "sqrt", "pi", "mean", "dot", "rand"),
    *("randn", "randint", "plot", "scatter", "hist", "figure", "subplot", "subplots", "title", "xlabel", "ylabel"),
    *("legend", "grid", "show"),
)
"""The likeliest of the names that `%pylab` defines."""
_TEXT, _NAMES, _LONGEST = 600, 100, 200
_BOUND = re.compile(r"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+(\w{1,200})|^(\w{1,200})[ \t]*=(?!=)", re.M)


class NotLoaded(Exception):
    """What was passed over has to do with a name that is asked for and missing: it is what is wrong with the file."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.message)
        self.failed = failed


class PassedOvers:
    """Collects them; nothing that was raised is kept, only what is told of it."""

    def __init__(self) -> None:
        self.found: list[PassedOver] = []

    def skipped(self, label: str, line: int, what: str, names: Iterable[str] = ()) -> None:
        text = what.encode("utf-8", "backslashreplace").decode()  # half a character cannot be sent
        self._add(Frame(label, line, "<module>"), text[:_LONGEST], names)

    def raised(self, label: str, line: int, failed: Failed, names: Iterable[str]) -> None:
        short = Failed(failed.cause, failed.error[:_LONGEST], failed.message[:_TEXT], failed.frames)
        self._add(Frame(label, line, "<module>"), short, names)

    def _add(self, frame: Frame, what: Failed | str, names: Iterable[str]) -> None:
        kept = [name for name in dict.fromkeys(names) if len(name) <= _LONGEST]
        self.found.append(PassedOver(frame, what, kept[:_NAMES]))

    def told(self) -> list[PassedOver]:
        """The errors first: there may be more than are told."""
        return sorted(self.found, key=lambda each: isinstance(each.what, str))[:MAX_PASSED_OVER]

    def places(self, missing: Collection[str]) -> dict[str, str]:
        """Of the missing names: those in cells that are not run, and in which, in words."""
        skipped = [each for each in self.found if isinstance(each.what, str)]
        return {n: f"function in {s.frame.file}, which is not run" for s in skipped for n in s.names if n in missing}

    def require(self, asked: Collection[str], namespace: dict[str, Any]) -> None:
        """Raises NotLoaded if something was passed over that was to define what is asked for and missing, or if
        everything that is asked for is missing. What is in a cell that is not run is missing for that reason."""
        missing = {name for name in asked if name not in namespace}
        missing -= self.places(missing).keys()
        errors = [(each.what, each.names) for each in self.found if isinstance(each.what, Failed)]
        causes = [error for error, names in errors if missing.intersection(names)]
        if asked and len(missing) == len(set(asked)):
            causes += [error for error, _ in errors]
        if causes:
            raise NotLoaded(causes[0])


def bound_by(statement: ast.stmt) -> list[str]:
    """The names that it is to define, in the blocks inside it too."""
    found = []
    for node in ast.walk(statement):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.append(name)
            case ast.Name(id=name, ctx=ast.Store()):
                found.append(name)
            case ast.alias(name=name, asname=other):
                found.append(other or name.partition(".")[0])
    return found


def bound_in(text: str) -> list[str]:
    """The names that a text which is not Python seems to define."""
    return [definition or variable for definition, variable in _BOUND.findall(text)]


def bound_by_magic(line: str, cell: str = "") -> list[str]:
    """The names that a notebook has by a magic that does nothing here: "*" for any."""
    match line.lstrip("%").split():
        case ["pylab", *_]:
            return [*_PYLAB]
        case ["run" | "load" | "loadpy" | "reload_ext", *_]:
            return ["*"]
        case ["writefile" | "file", *_, path]:
            return [path.rpartition("/")[2].removesuffix(".py"), *bound_in(cell)]
    return bound_in(cell)
