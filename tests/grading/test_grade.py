"""Grading where the course's own code fails."""

from __future__ import annotations

import types

from small_course import written

from grader.courses import find
from grader.grading.grade import Grading
from grader.sessions.local import LocalSession
from grader.worker.serve import Server


def test_a_solution_that_fails_leaves_the_student_ungraded(tmp_path) -> None:
    solution = "def double(x):\n    raise MemoryError"
    course = find.load(written(tmp_path, **{"solutions/double/solution.py": solution}))
    answer = types.ModuleType("student")
    answer.__dict__["double"] = lambda x: 2 * x
    result = Grading(course, None, "tests").grade_session(
        course.exercises["double"], LocalSession(Server(answer), ["double"])
    )
    assert (result.status, [check.status for check in result.checks]) == ("ungraded", ["ungraded"])
    assert "the course's own solution failed" in result.checks[0].message
