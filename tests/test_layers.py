"""Imports go downwards only: whoever reads a module needs to know what is below it, and nothing above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader

ROOT = Path(grader.__file__).parent
LAYERS = (
    ("__main__",),
    ("cli",),
    ("package",),
    ("batch", "student", "authoring", "doctor"),
    ("instructor",),
    ("export",),
    ("report",),
    ("gradebook", "language"),
    ("intake", "grading", "isolation"),
    ("courses",),
    ("checks",),
    ("sessions",),
    ("sandbox",),
    ("submission", "outcomes"),
    ("worker", "files"),
    ("message",),
    ("errors", "text"),
)
"""From the top: a module may import from the rows below its own, and from its own package."""
ROW = {name: row for row, names in enumerate(LAYERS) for name in names}


def imported(module: Path) -> Iterator[str]:
    """The first names below `grader` of what a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "grader":
            below = (node.module or "").split(".")[1:]
            yield from below[:1] or [alias.name for alias in node.names if not alias.name.startswith("__")]


MODULES = sorted(
    path.relative_to(ROOT) for path in ROOT.rglob("*.py") if path.name != "__init__.py" or path.parent != ROOT
)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_go_downwards(module):
    mine = module.parts[0].removesuffix(".py")
    above = [name for name in imported(ROOT / module) if name != mine and ROW[name] <= ROW[mine]]
    assert not above, f"{module} imports {above} from its own row or above it"


def test_the_workers_side_imports_nothing_of_the_grader():
    assert not [name for path in (ROOT / "worker").glob("*.py") for name in imported(path) if name != "worker"]
