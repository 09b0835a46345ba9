"""Everything that counts as one JSON document: students, exercises, checks. A score that is none is null."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from grader.courses.course import Course
from grader.export.common import Gaps, bytes_to
from grader.gradebook import CheckOutcome, Gradebook, Standing

SCHEMA = 1


def write(book: Gradebook, course: Course, out: Path | None) -> list[str]:
    gaps = Gaps()
    with bytes_to(out) as file:
        about = {"schema": SCHEMA, "course": course.name, "title": course.title, "counts": course.policy.counts}
        file.write(msgspec.json.encode(about)[:-1] + b',"students":[')
        for number, (standing, outcomes) in enumerate(book.outcomes(course)):
            file.write(b",\n" if number else b"\n")
            file.write(msgspec.json.encode(_student(standing, outcomes)))
            gaps.see(standing)
        file.write(b"\n]}\n")
    return gaps.notes()


def _student(standing: Standing, outcomes: Iterable[CheckOutcome]) -> dict[str, Any]:
    checks: dict[str, list[dict[str, Any]]] = {}
    for outcome in outcomes:
        fields = msgspec.to_builtins(outcome)
        for name in ("explanation", "cluster"):
            if fields[name] is None:
                del fields[name]  # most have none
        checks.setdefault(fields.pop("exercise"), []).append({"name": fields.pop("check"), **fields})
    exercises = [{**msgspec.to_builtins(e), "checks": checks.get(e.id, [])} for e in standing.exercises]
    for exercise in exercises:
        del exercise["progress"]  # of the class page
        exercise["attempt"] = exercise.pop("number")  # ours is a number of this database alone
        exercise["marks"] = {item: mark for item, mark in exercise["marks"].items() if mark.pop("id")}
    return {
        "student": standing.student.key,
        "name": standing.student.name,
        "ids": standing.student.ids,
        "status": standing.status,
        "score": standing.score,
        "points": standing.points,
        "percent": standing.percent,
        "days_late": standing.days_late,
        "tokens": standing.tokens,
        "attempts": standing.attempts,
        "submitted_at": standing.submitted_at,
        "exercises": exercises,
    }
