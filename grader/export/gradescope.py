"""Gradescope: one student's results.json, for /autograder/outcomes.

A hidden check is a hidden test. Texts that a student's code may have made are shown as text, never as HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader.courses.course import Course
from grader.export.common import bytes_to, exact, graded, require_graded
from grader.gradebook import Gradebook
from grader.outcomes.result import CheckResult, ExerciseResult, Result
from grader.submission.naming import meant

SHOWN = 4000
"""Characters of a test's output."""


def write(book: Gradebook, course: Course, out: Path | None, student: str | None = None) -> list[str]:
    """student: their key; may be left out in a gradebook of one."""
    standing, result = graded(book, course, student)
    return write_result(result, out, standing.score)


def write_result(result: Result, out: Path | None, score: float | None = None) -> list[str]:
    """score: what counts, where it is not the sum. Raises SandboxError where something stayed ungraded."""
    require_graded(result)
    with bytes_to(out) as file:
        file.write(msgspec.json.format(msgspec.json.encode(document(result, score)), indent=1) + b"\n")
    return []


def document(result: Result, score: float | None = None) -> dict[str, Any]:
    counts = result.score if score is None else score
    return {
        "score": round(counts, 2),
        "execution_time": round(sum(e.seconds for e in result.exercises), 3),
        "output": _summary(result, counts),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"course": result.course, "isolation": result.isolation, **_attempts(result)},
        "tests": [
            _test(exercise, check, f"{number}.{part}")
            for number, exercise in enumerate(result.exercises, 1)
            for part, check in enumerate(exercise.checks, 1)
        ],
    }


def _attempts(result: Result) -> dict[str, dict[str, int]]:
    """Which attempt counts, by exercise, where a gradebook says so."""
    numbers = {e.id: e.attempt.number for e in result.exercises if e.attempt is not None}
    return {"attempts": numbers} if numbers else {}


def _summary(result: Result, counts: float) -> str:
    lines = [f"{exact(counts)} of {exact(result.points)} points", *result.notes, *_passed_over(result)]
    for exercise in result.exercises:
        about = f": {exercise.message[:SHOWN]}" if exercise.message else ""
        lines.append(f"{exercise.id} {exact(exercise.score)}/{exact(exercise.points)}{about}")
        lines += [f"  {note}" for note in exercise.notes]
    return "\n".join(lines)


def _passed_over(result: Result) -> Iterator[str]:
    """A line for each file that no exercise took: a slip in its name is why there is "no file"."""
    missing = [exercise.id for exercise in result.exercises if exercise.status == "missing"]
    for name in result.ignored:
        near = meant(name, missing)
        yield f"ignored: {name}" + (f" (did you mean {near}.py?)" if near else "")


def _test(exercise: ExerciseResult, check: CheckResult, number: str) -> dict[str, Any]:
    told = [check.message or (exercise.message if check.status == "skipped" else ""), check.hint]
    return {
        "name": f"{exercise.id}: {check.title}",
        "number": number,
        "score": check.score,
        "max_score": check.points,
        "status": "passed" if check.status == "passed" else "failed",
        "output": "\n\n".join(text for text in told if text)[:SHOWN],
        "tags": [exercise.id],
        "visibility": "hidden" if check.hidden else "visible",
    }
