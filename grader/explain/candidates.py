"""Running a changed file in the place of a student's: what it costs is bounded, and it is asked what was seen."""

from __future__ import annotations

import dataclasses

import msgspec

from grader.courses.spec import Check
from grader.explain.case import Case
from grader.grading.grade import Grading
from grader.limits import Limits
from grader.submission.source import Source

LOAD_S, CALL_S, WHOLE_S, OUTPUT = 3.0, 1.0, 4.0, 2**16
"""Wall time for a candidate's file, call and whole; bytes that it may print."""


def in_order(case: Case) -> list[Check]:
    """All checks that are seen: those that failed first, since they end most candidates; what all calls have left
    behind once more at the end. None where one is ungraded."""
    status = {check.name: check.status for check in case.result.checks}
    seen = [check for check in case.exercise.spec.checks if not check.hidden]
    if any(status.get(check.name) in (None, "ungraded") for check in seen):
        return []
    ordered = sorted(seen, key=lambda check: status[check.name] != "failed")
    return ordered + [check for check in ordered[:-1] if check.watches is not None]


def with_text(source: Source, label: str, text: str) -> Source:
    """The source with another text in the place of the main file, or of the cell that is called so."""
    if not source.cells:
        return dataclasses.replace(source, files={**source.files, source.main: text.encode()})
    cells = tuple(
        msgspec.structs.replace(cell, source=text) if f"cell {cell.number}" == label else cell for cell in source.cells
    )
    return dataclasses.replace(source, cells=cells)


def hurried(grading: Grading) -> Grading:
    """The same where only full points or not is asked, and nothing may take long or print much; what the solution
    answers is remembered in both."""
    assert grading.sandbox is not None
    limits = grading.sandbox.limits
    short = Limits(
        load_s=min(limits.load_s, LOAD_S),
        call_s=min(limits.call_s, CALL_S),
        exercise_s=min(limits.exercise_s, WHOLE_S),
        memory=limits.memory,
        file_size=limits.file_size,
        output=min(limits.output, OUTPUT),
    )
    return dataclasses.replace(grading, sandbox=dataclasses.replace(grading.sandbox, limits=short), diagnose=False)
