"""Running a changed file in the place of a student's: it is asked what was seen (hurried.py bounds what it costs)."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping

import msgspec

from grader.courses.spec import Check
from grader.explain.case import Case
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


def passes(case: Case, texts: Mapping[str, str], checks: list[Check]) -> bool:
    """Whether the answer passes these checks with other texts in the place of its file or cells. No further file is run
    once the budget is used up, and none twice."""
    key = hash((*texts.items(), *(check.name for check in checks)))
    if key not in case.tried:
        if not may_try(case):
            return False
        case.tried[key] = case.hurried.passes(case.exercise, with_texts(case.source, texts), checks)
    return case.tried[key]


def with_texts(source: Source, texts: Mapping[str, str]) -> Source:
    """The source with another text in the place of the main file, or of the cells that are called so."""
    if not source.cells:
        (text,) = texts.values()
        return dataclasses.replace(source, files={**source.files, source.main: text.encode()})
    cells = tuple(
        msgspec.structs.replace(cell, source=texts.get(f"cell {cell.number}", cell.source)) for cell in source.cells
    )
    return dataclasses.replace(source, cells=cells)
