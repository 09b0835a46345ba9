"""A small class as it could have been graded, for the tests of the gradebook and of the exports."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from grader.courses import find
from grader.courses.course import Course
from grader.gradebook import Gradebook
from grader.outcomes.outcome import CheckStatus
from grader.outcomes.result import CheckResult, ExerciseResult, ExerciseStatus, Result, Versions
from grader.people import Student

COURSE = """
name = "gradients"
title = "Gradients"
{policy}
[[exercise]]
id = "mse_gradient"
points = 6
[[exercise]]
id = "vjp"
points = 4
"""
DEADLINE = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATE = "deadline = 2026-11-20T12:00:00Z\n{more}\n[late]\npercent_per_day = 10\ngrace_hours = 2\nmost_percent = 50"

ITEMS = """
[[exercise.item]]
id = "reason"
title = "Says why"
points = 3
[[exercise.item]]
id = "style"
title = "Style"
kind = "choice"
choices = {good = 2, none = 0}
[[exercise.item]]
id = "sloppy"
title = "Sloppy"
kind = "deduction"
points = 5
"""
"""Of the course's last exercise: appended to course.toml."""

ADA = Student("ada", "Lovelace, Ada", {"canvas": "101", "moodle": "1", "email": "ada@example.org", "sid": "A1"})
BOB = Student("bob", '=HYPERLINK("http://evil")', {"canvas": "102", "moodle": "2", "email": "+bob@example.org"})
CYD = Student("cyd", "Cyd_Chärisse", {"moodle": "3", "login": "cyd", "github": "cydc"})
DEE = Student("dee", "Dee, Absent", {"canvas": "104"})
EVE = Student("eve", "Eve; O'Late", {"canvas": "105", "moodle": "5"})


def course(folder: Path, policy: str = "") -> Course:
    (folder / "course.toml").write_text(COURSE.format(policy=policy))
    (folder / "solutions").mkdir(exist_ok=True)
    return find.load(folder)


def check(name: str, status: CheckStatus = "passed", points: float = 2.0, **more: Any) -> CheckResult:
    score = points if status == "passed" else 0.0
    title = f"The claim called {name}."
    return CheckResult(name=name, title=title, status=status, score=score, points=points, **more)


def mse(*wrong: str, status: ExerciseStatus | None = None) -> ExerciseResult:
    """wrong: which of the three checks a, b, c failed, by a known mistake."""
    checks = [
        check(
            name,
            "failed",
            cause="wrong_gradient",
            mistake="sums_instead_of_mean",
            message="N times the formula & <b>",
            hint="Divide.",
        )
        if name in wrong
        else check(name)
        for name in ("a", "b", "c")
    ]
    return _exercise("mse_gradient", "The gradient of the mean", checks, status)


def vjp(status: Literal["passed", "failed", "ungraded"] = "passed") -> ExerciseResult:
    cause = "raised" if status == "failed" else None
    message = {"failed": "ValueError: \x00 ]]> bad", "ungraded": "the sandbox was lost twice"}.get(status, "")
    checks = [check("d", status, 4.0, cause=cause, message=message, hidden=True)]
    return _exercise("vjp", "A vector-Jacobian product", checks, status)


def missing(exercise: ExerciseResult) -> ExerciseResult:
    checks = [msgspec.structs.replace(c, status="skipped", score=0.0) for c in exercise.checks]
    return msgspec.structs.replace(exercise, status="missing", score=0.0, checks=checks, file=None)


def result(student: str, *exercises: ExerciseResult, graded_at: str = "2026-11-21T08:00:00Z") -> Result:
    return Result(
        course="gradients",
        student=student,
        device="cpu",
        isolation="full",
        seed="7",
        graded_at=graded_at,
        versions=Versions("0.1", "2.13", "2", "3.11"),
        score=sum(e.score for e in exercises),
        points=sum(e.points for e in exercises),
        exercises=list(exercises),
    )


def record(
    book: Gradebook,
    student: Student,
    *exercises: ExerciseResult,
    submission: str = "first",
    grading: str = "checks of today",
    at: datetime | None = DEADLINE,
    late: bool | None = None,
    **more: str,
) -> bool:
    graded = result(student.key, *exercises, **more)
    return book.record(student, graded, submission=submission, grading=grading, submitted_at=at, late=late)


def fill(book: Gradebook) -> None:
    """Ada has everything; Bob made a mistake and got an override; Cyd's vjp stayed ungraded; Dee is absent; Eve is
    late by what the LMS says."""
    book.enrol([ADA, BOB, CYD, DEE, EVE])
    record(book, ADA, mse(), vjp())
    record(book, BOB, mse("b", "c"), vjp("failed"))
    record(book, CYD, mse("c"), vjp("ungraded"))
    record(book, EVE, mse(), missing(vjp()), late=True)
    book.override("bob", "mse_gradient", 5, "=explained it to me", "prof")


def _exercise(id: str, title: str, checks: list[CheckResult], status: ExerciseStatus | None) -> ExerciseResult:
    found = {c.status for c in checks}
    return ExerciseResult(
        id=id,
        title=title,
        file=f"{id}.py",
        status=status or ("passed" if found == {"passed"} else "failed"),
        score=sum(c.score for c in checks),
        points=sum(c.points for c in checks),
        seconds=0.25,
        checks=checks,
    )
