"""Running a student's file again, or a changed one, with bounds on what that costs."""

from __future__ import annotations

import dataclasses

from grader.grading.findings import Findings
from grader.grading.grade import Grading
from grader.limits import Limits

LOAD_S, CALL_S, WHOLE_S, OUTPUT = 3.0, 1.0, 4.0, 2**16
"""Wall time for a file, call and whole session; bytes that it may print."""


def hurried(grading: Grading) -> Grading:
    """The same where only full points or not is asked, and nothing may take long or print much; what the solution
    answers is remembered in both; what checks find is not, so that no verdict can come from here."""
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
    sandbox = dataclasses.replace(grading.sandbox, limits=short)
    return dataclasses.replace(grading, sandbox=sandbox, diagnose=False, _findings=Findings())
