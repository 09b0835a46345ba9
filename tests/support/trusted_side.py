"""All that is done with a hand-in outside its worker: it is found, read, quoted in failures, put in a report."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import report_samples as samples

from grader.courses.course import Course
from grader.errors import UsageError
from grader.grading import verdict
from grader.intake import read_class
from grader.outcomes.result import ExerciseResult, to_json
from grader.report import page
from grader.sessions.failures import explained
from grader.submission.collect import Submission, collect, collect_files
from grader.submission.source import Source
from grader.worker.messages import wire

FAILURES = 20
"""Of one exercise: its checks, once more for those that a mistake is looked for in."""


def submitted(folder: Path, course: Course) -> list[ExerciseResult]:
    """The way of `grade submit`."""
    return reported(collect([folder], course.exercises, course.handout), course)


def of_a_class(folder: Path, work: Path, course: Course) -> list[ExerciseResult]:
    """The way of `grade batch`, for the student whose folder in the class is `folder`."""
    found = read_class(
        folder.parent, layout="folders", roster=None, work=work, ids=course.exercises, handout=course.handout
    )
    results: list[ExerciseResult] = []
    for each in found.hand_ins:
        results += reported(collect_files(each.files, course.exercises, each.damaged, course.handout), course)
    return results


def reported(submission: Submission, course: Course) -> list[ExerciseResult]:
    results = [result_of(source, course) for source in submission.sources.values()]
    document = samples.result(*results, ignored=submission.ignored)
    assert len(to_json(document)) < 40 * 2**20
    assert page.render(document)
    return results


def result_of(source: Source, course: Course) -> ExerciseResult:
    """As if the file had loaded and every check had failed in its last line."""
    exercise = course.exercises[source.exercise]
    assert len(source.digest) == 64
    if source.unreadable:
        return verdict.unattempted(exercise, "ungraded", source, source.unreadable)
    frames = list(frames_of(source))
    for cause in ("raised", "syntax_error"):
        for _ in range(FAILURES // 2):
            error = source.broken or explained(wire.Failed(cast(Any, cause), "ValueError", "no", frames), source)
    session = cast(
        Any,
        SimpleNamespace(
            passed_over=list, suspects=lambda *kinds: [], stubs_used=[], names_used=[], output=SimpleNamespace(text="")
        ),
    )
    check = samples.check(message=str(error), frames=list(getattr(error, "frames", []) or []))
    result = samples.exercise(source.exercise, check)
    return verdict.with_source(result, exercise, source, session)


def frames_of(source: Source) -> Iterable[wire.Frame]:
    """A dozen frames in a dozen files or cells."""
    labels = [f"cell {cell.number}" for cell in source.cells[-12:]] or list(source.files)[:12]
    for label in labels:
        for line in (1, 100, 10**6):
            yield wire.Frame(label, line, "f")
    yield wire.Frame("elsewhere.py", 1, "f")


def tried(folder: Path, work: Path, course: Course) -> list[ExerciseResult]:
    """Both ways; what is told to who runs the grader (UsageError) instead is left out."""
    results: list[ExerciseResult] = []
    with suppress(UsageError):
        results += submitted(folder, course)
    with suppress(UsageError):
        results += of_a_class(folder, work, course)
    return results
