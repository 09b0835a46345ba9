"""One student's files and all that it takes to grade them: what `grade submit` and `grade watch` do.

`_start` imports this module while the sandbox imports the libraries: whatever is needed later is imported here.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.commands._attempts import attempts, record
from grader.commands._earlier import PAGE, on_page, page_of
from grader.commands._start import read
from grader.courses.course import Course, libraries
from grader.errors import DISK_FULL, UsageError, reason
from grader.explain.budget import ALONE
from grader.files import finished_first, written_together
from grader.grading.grade import Grading
from grader.message import on_one_line
from grader.outcomes.history import Attempt, Before, attempt_of
from grader.outcomes.result import ExerciseResult, Result, for_student, now, to_json, versions
from grader.report import terminal
from grader.report.page import render
from grader.sessions.session import Sandbox
from grader.submission.collect import Submission

if TYPE_CHECKING:
    from grader.explain.explain import Explainer


@dataclass
class Job:
    """One student's files and all that it takes to grade them, once or (warm) again and again. handed_in: as they were
    read last. before: what the report tells of earlier gradings."""

    paths: tuple[Path, ...]
    course: Course
    handed_in: Submission
    sandbox: Sandbox
    student: str
    folder: Path
    device: str
    seed: str
    before: Before = field(default_factory=Before)
    _attempts: list[Attempt] = field(default_factory=list)

    @property
    def report(self) -> Path:
        return self.folder / "index.html"

    @functools.cached_property
    def _grading(self) -> Grading:
        return Grading(self.course, self.sandbox, self.seed, self.device)

    @functools.cached_property
    def _explainer(self) -> Explainer:
        from grader.explain.explain import Explainer

        return Explainer(self._grading, ALONE)

    def grade_again(self) -> Result:
        """Reads the files again first. Raises UsageError where there are none now."""
        self.handed_in = read(self.paths, self.course)
        return self.grade()

    def grade(self) -> Result:
        """Grades what is handed in and writes result, report and attempt."""
        handed_in = self.handed_in
        wanted = [e for e in self.course.exercises.values() if handed_in.whole or e.id in handed_in.sources]
        results: list[ExerciseResult] = []
        with terminal.progress(len(wanted)) as step:
            self.sandbox.warm(libraries(e for e in wanted if e.id in handed_in.sources))
            for exercise in wanted:
                step(exercise.id)
                results.append(self._grading.grade(exercise, handed_in.sources.get(exercise.id)))
        result = for_student(self._result(results))
        self._write(result)
        return result

    def explain(self, result: Result, stop: Callable[[], bool] = lambda: False) -> Result:
        """What `grade` returned, with explanations of what is wrong; result and report are written again with them.
        stop: whether nobody waits any more; then everything stays as it was."""
        if not any(check.status == "failed" for found in result.exercises for check in found.checks):
            return result  # and what explains is not imported
        exercises: list[ExerciseResult] = []
        with terminal.searching() as looking:
            for found in result.exercises:
                exercise, source = self.course.exercises[found.id], self.handed_in.sources.get(found.id)
                told = functools.partial(looking, found.id)
                exercises.append(self._explainer.explained(exercise, source, found, told, stop))
        if exercises != result.exercises and not stop():
            result = msgspec.structs.replace(result, exercises=exercises)
            self._write(result, again=True)
        return result

    def _write(self, result: Result, again: bool = False) -> None:
        """The stored result, the report and the attempt: all of them or none. again: the attempt is recorded already.
        Raises UsageError where there is no room."""
        page = page_of(self.folder, result, self.course.exercises)
        try:
            if not again:
                self._attempts = list(attempts(self.folder))
            shown, self.before = on_page(result, page, self._attempts)
            report = render(shown, before=self.before).encode()
            names = {"result.json": to_json(result), PAGE: msgspec.json.encode(page), "index.html": report}
            with finished_first(), written_together({self.folder / name: data for name, data in names.items()}):
                if not again:
                    record(self.folder, attempt_of(result))
        except OSError as error:
            raise _unwritten(error, self.folder) from None

    def _result(self, results: list[ExerciseResult]) -> Result:
        return Result(
            course=self.course.name,
            student=self.student,
            device=self.device,
            isolation=self.sandbox.level,
            layers=self._grading.layers,
            seed=self.seed,
            graded_at=now(),
            versions=versions(),
            score=sum(r.score for r in results),
            points=sum(r.points for r in results),
            ignored=[name for name in self.handed_in.ignored if not self.course.is_answer(name)],
            notes=[on_one_line(note, 600) for note in self.handed_in.notes],
            exercises=results,
        )


def _unwritten(error: OSError, folder: Path) -> UsageError:
    if error.errno in DISK_FULL:
        return UsageError(
            "{folder}: the disk is full, so this grading is not recorded; free some space, or name a folder on another "
            "disk with --out, and run the same command again",
            folder=folder,
        )
    return UsageError(
        "{folder}: this grading cannot be recorded ({reason}); fix that, or see --out",
        folder=folder,
        reason=reason(error),
    )
