"""The cells of an instructor's notebook, and what otter's raw cells say of those after them: which question they belong
to, what is a solution and what a test, and how many points it is worth."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

import yaml

Role = Literal["text", "given", "solution", "test"]
_BLOCK = re.compile(r"^[ \t]*#[ \t]*(BEGIN|END) (SOLUTION|PROMPT|TESTS|QUESTION|ASSIGNMENT)\b", re.I)
MOST_CONFIG = 20_000
"""Characters of a raw cell or a test's settings that are read as YAML."""


@dataclass(frozen=True)
class InstructorCell:
    """number: among cells of every kind, from 1. text: of a cell with code as Python, its magics taken out. name: as
    the notebook has it, empty for none. points: of a test, None where the notebook does not say. hidden: the test is
    not shown to students. whole: all of a solution cell is the solution. shown: what a test's last line showed as it
    was run, None where it did not show anything."""

    number: int
    role: Role
    text: str
    name: str = ""
    points: float | None = None
    hidden: bool = False
    whole: bool = False
    shown: str | None = None

    def __str__(self) -> str:
        return f"cell {self.number}" + (f" ({self.name})" if self.name else "")


class OtterQuestion:
    """Where the reader is among otter's raw cells. block: the innermost that is open."""

    def __init__(self) -> None:
        self.block, self.name = "", ""
        self.tests: list[InstructorCell] = []
        self._points: float | None = None
        self._shares: dict[int, float] = {}

    def begins_or_ends(self, source: str) -> bool:
        found = _BLOCK.match(source.lstrip().removeprefix("```").lstrip())
        if found is None:
            return False
        begins, kind = found[1].upper() == "BEGIN", found[2].upper()
        if kind in ("QUESTION", "ASSIGNMENT"):
            self._share()
            settings = settings_of(source.partition("\n")[2]) if begins and kind == "QUESTION" else {}
            self.name, self._points = str(settings.get("name") or ""), points_in(settings.get("points"))
        self.block = kind if begins and kind in ("SOLUTION", "PROMPT", "TESTS") else ""
        return True

    def _share(self) -> None:
        """A question's points go to its tests that have none of their own, in equal shares."""
        without = [test for test in self.tests if test.points is None]
        if self.name and without and self._points is not None:
            left = self._points - sum(test.points or 0 for test in self.tests)
            self._shares |= {test.number: max(left, 0) / len(without) for test in without}
        self.tests = []

    def shared(self, cells: list[InstructorCell]) -> list[InstructorCell]:
        self._share()
        return [replace(cell, points=self._shares.get(cell.number, cell.points)) for cell in cells]


def settings_of(text: str) -> dict[str, Any]:
    """Otter's, which are YAML; none where they are not."""
    try:
        found = yaml.safe_load(text.strip().removesuffix("```")) if len(text) <= MOST_CONFIG and "&" not in text else {}
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def points_in(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and 0 <= value < 1e6 else None
