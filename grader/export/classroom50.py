"""Classroom 50: one student's result.json (schema classroom50/result/v1), whose scores are whole numbers.

In its runner the environment says which submission this is; elsewhere the record names itself, as Classroom 50's own
manual records do.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from grader.courses.course import Course
from grader.export.common import bytes_to, graded, require_graded
from grader.gradebook import Gradebook, Standing
from grader.message import say
from grader.outcomes.result import Result

SCHEMA = "classroom50/result/v1"


def write(
    book: Gradebook,
    course: Course,
    out: Path | None,
    student: str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> list[str]:
    """student: their key; may be left out in a gradebook of one."""
    standing, result = graded(book, course, student)
    return write_result(result, out, standing, environment)


def write_result(
    result: Result, out: Path | None, standing: Standing | None = None, environment: Mapping[str, str] = os.environ
) -> list[str]:
    """Raises SandboxError where something stayed ungraded: its runner takes any document for a grade."""
    require_graded(result)
    with bytes_to(out) as file:
        found = document(result, standing, environment)
        file.write(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    score = result.score if standing is None or standing.score is None else standing.score
    return [
        say(
            "Classroom 50 takes whole points only: {score} is written as {whole}",
            score=f"{score:g}",
            whole=found["score"],
        )
    ] * (score % 1 != 0)


def document(result: Result, standing: Standing | None, environment: Mapping[str, str]) -> dict[str, Any]:
    submitted = standing.counting_at if standing else None
    moment = submitted.strftime("%Y-%m-%dT%H:%M:%SZ") if submitted else result.graded_at
    tag = environment.get("SUBMISSION_TAG") or f"submit/{moment.replace(':', '-')}"
    commit = environment.get("COMMIT_URL") or tag
    classroom = environment.get("CLASSROOM") or result.course
    assignment = environment.get("ASSIGNMENT") or result.course
    score, points = result.score if standing is None else standing.score or 0.0, result.points
    most = _whole(points)
    return {
        "schema": SCHEMA,
        "classroom": classroom,
        "assignment": assignment,
        "assignment_type": "group" if environment.get("MODE") == "group" else "individual",
        "owner": _owner(environment, f"{classroom}-{assignment}-", result, standing),
        "submission": tag,
        "commit": commit,
        "release": environment.get("RELEASE_URL") or tag,
        "review": environment.get("REVIEW_URL") or commit,
        "datetime": moment,
        "graded_at": result.graded_at,
        "score": most if score >= points else min(math.floor(score), most),
        "max-score": most,
        "tests": [
            {
                "test-name": f"{exercise.id}: {check.title}",
                "passed": check.status == "passed",
                "score": _whole(check.points) if check.status == "passed" else 0,
                "max-score": _whole(check.points),
            }
            for exercise in result.exercises
            for check in exercise.checks
        ],
    }


def _owner(environment: Mapping[str, str], prefix: str, result: Result, standing: Standing | None) -> str:
    """The login that the repository's name ends with, else the one that the gradebook knows."""
    repository = environment.get("GITHUB_REPOSITORY", "").rpartition("/")[2]
    if repository.startswith(prefix) and len(repository) > len(prefix):
        return repository[len(prefix) :]
    return (standing.student.ids.get("github") if standing else None) or result.student


def _whole(points: float) -> int:
    return math.floor(points + 0.5)
