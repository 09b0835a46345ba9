"""Imports go downwards only: a reader of a module needs to know what is below it, and nothing above.

The order is the table in docs/architecture.md, a row a layer.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader

ROOT = Path(grader.__file__).parent
MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")
MOST_LAYERS = 13


def layers(page: str) -> list[list[list[str]]]:
    """The table's rows, each with its rooms: names joined by + are one room, whose modules may import each other."""
    table = page.partition("## Where things are\n")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [[re.findall(r"`(\w+)(?:\.py|/)`", room) for room in cell.split(",")] for cell in cells]


LAYERS = layers((ROOT.parent / "docs" / "architecture.md").read_text("utf-8"))
PLACES = {name: (row, room[0]) for row, rooms in enumerate(LAYERS) for room in rooms for name in room}
"""First name below `grader` -> its layer, from the top, and its room."""


def imported(text: str, package: tuple[str, ...]) -> Iterator[str]:
    """The first names below `grader` of what a module of that package imports, wherever in it; "" for `grader`."""
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            start = (*above, *filter(None, [node.module]))
            names = [".".join((*start, alias.name)) for alias in node.names]
        yield from (f"{name}.".split(".")[1] for name in names if name.split(".")[0] == "grader")


def imports_of(module: Path) -> set[str]:
    return set(imported((ROOT / module).read_text("utf-8"), ("grader", *module.parent.parts)))


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_go_downwards(module) -> None:
    row, room = PLACES[module.parts[0].removesuffix(".py")]
    places = {name: PLACES.get(name, (-1, "grader itself")) for name in imports_of(module)}
    above = [name for name, place in places.items() if place[1] != room and place[0] <= row]
    assert not above, f"{module} imports {above}, which are not below it in docs/architecture.md"


def test_there_are_few_layers_and_each_name_in_them_is_there() -> None:
    assert 1 < len(LAYERS) <= MOST_LAYERS
    there = {path.name.removesuffix(".py") for path in ROOT.iterdir()}
    assert PLACES.keys() - there == set()


def test_the_workers_side_imports_nothing_of_the_grader() -> None:
    assert {name for module in MODULES if module.parts[0] == "worker" for name in imports_of(module)} <= {"worker"}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("import grader.files", ["files"]),
        ("import grader.report.page as page, os", ["report"]),
        ("from grader.report import page", ["report"]),
        ("from grader import files, text", ["files", "text"]),
        ("from .losses import in_words", ["report"]),
        ("from . import losses", ["report"]),
        ("from .. import files", ["files"]),
        ("from ..export.common import cell", ["export"]),
        ("def f():\n    from grader import check", ["check"]),
        ("import grader", [""]),
        ("import graderlike.files", []),
    ],
)
def test_every_form_of_import_is_seen(line, names) -> None:
    assert list(imported(line, ("grader", "report"))) == names
