"""Gradescope: one student's results.json, or a whole class's as an autograder that runs nothing.

Gradescope takes scores from autograders only, so this one hands each student the result that is there already.

A hidden check is a hidden test. Texts that a student's code may have made are shown as text, never as HTML.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader.courses.course import Course
from grader.errors import UsageError
from grader.export.common import bytes_to, exact, graded, people, require_graded
from grader.gradebook import Gradebook
from grader.message import say
from grader.outcomes.result import CheckResult, ExerciseResult, Result, beyond
from grader.submission.naming import meant

SHOWN = 4000
"""Characters of a test's output."""


def write(book: Gradebook, course: Course, out: Path | None, student: str | None = None) -> list[str]:
    """student: their key; may be left out in a gradebook of one. Without it, where `out` is a zip: all."""
    if student is None and out is not None and out.suffix.lower() == ".zip":
        return write_class(book, course, out)
    if student is None and (count := len(book.students())) > 1:
        raise UsageError(
            "{name}: there are {count} students in it; name one with --student KEY, or a zip for all (--out class.zip)",
            name=book.name,
            count=count,
        )
    standing, result = graded(book, course, student)
    return write_result(result, out, standing.score)


def write_class(book: Gradebook, course: Course, out: Path) -> list[str]:
    """An autograder's zip. Who cannot be in it is named; raises UsageError where nobody can."""
    results, files, unknown, unscored = dict[str, str](), dict[str, bytes](), list[str](), list[str]()
    emails = Counter(s.ids.get("email", "").casefold() for s in book.students())
    for standing, result in book.results(course):
        email, key = standing.student.ids.get("email", "").casefold(), standing.student.key
        if result is None or standing.score is None:
            unscored.append(key)
        elif not email or emails[email] > 1:
            unknown.append(key)
        else:
            results[email] = f"results/{len(results) + 1}.json"
            files[results[email]] = msgspec.json.encode(document(result, standing.score))
    if not files:
        raise UsageError(
            "{name}: no student has both a score and an e-mail address: give `grade batch` a --roster with addresses",
            name=book.name,
        )
    files |= {"students.json": msgspec.json.encode(results), "setup.sh": b"#!/bin/sh\n"}
    with bytes_to(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, "run_autograder": _HANDS_OUT}.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100755 << 16
            archive.writestr(entry, content)
    return [
        *people(unscored, say("no score that counts (not in the zip)")),
        *people(unknown, say("no e-mail address of their own (not in the zip)")),
        say("upload it in Gradescope under Configure Autograder, then choose Regrade All Submissions"),
    ]


_HANDS_OUT = b"""#!/usr/bin/env python3
# Hands each student the result that is there already; no code of a student is run.
import json, os, pathlib, shutil, sys

root = pathlib.Path(os.environ.get("AUTOGRADER", "/autograder"))
known = json.loads((root / "source" / "students.json").read_text())
for user in json.loads((root / "submission_metadata.json").read_text())["users"]:
    name = known.get((user.get("email") or "").strip().casefold())
    if name:
        (root / "results").mkdir(exist_ok=True)
        shutil.copy(root / "source" / name, root / "results" / "results.json")
        sys.exit(0)
sys.exit("nobody of this submission is in what was exported: export the class once more and upload it")
"""


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
    told = [check.message or (exercise.message if check.status == "skipped" else ""), beyond(check), check.hint]
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
