"""Running a changed file in the place of a student's: it is asked what was seen (hurried.py bounds what it costs)."""

from __future__ import annotations

import dataclasses
import time

import msgspec

from grader.courses.spec import Check
from grader.explain.case import Case
from grader.explain.hurried import hurried
from grader.submission.source import Source


def in_order(case: Case) -> list[Check]:
    """All checks that are seen: those that failed first, since they end most candidates; what all calls have left
    behind once more at the end. None where one is ungraded."""
    status = {check.name: check.status for check in case.result.checks}
    seen = [check for check in case.exercise.spec.checks if not check.hidden]
    if any(status.get(check.name) in (None, "ungraded") for check in seen):
        return []
    ordered = sorted(seen, key=lambda check: status[check.name] != "failed")
    return ordered + [check for check in ordered[:-1] if check.watches is not None]


def may_try(case: Case) -> bool:
    """Whether another changed file may be run."""
    return len(case.tried) < case.budget.candidates and time.monotonic() < case.deadline


def passes(case: Case, label: str, text: str, checks: list[Check]) -> bool:
    """Whether the answer passes these checks with that text in the place of its file or cell. No further file is run
    once the budget is used up, and none twice."""
    key = hash((label, text, *(check.name for check in checks)))
    if key in case.tried or not may_try(case):
        return False
    case.tried.add(key)
    return hurried(case.grading).passes(case.exercise, with_text(case.source, label, text), checks)


def with_text(source: Source, label: str, text: str) -> Source:
    """The source with another text in the place of the main file, or of the cell that is called so."""
    if not source.cells:
        return dataclasses.replace(source, files={**source.files, source.main: text.encode()})
    cells = tuple(
        msgspec.structs.replace(cell, source=text) if f"cell {cell.number}" == label else cell for cell in source.cells
    )
    return dataclasses.replace(source, cells=cells)
