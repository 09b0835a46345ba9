"""Writing down what was found: the store, then the student's report, then (it is what counts) the gradebook."""

from __future__ import annotations

import errno
import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.batch import keys
from grader.batch.plan import Plan, PlannedSubmission
from grader.batch.rounds import GradedWith
from grader.batch.store import Store, StoredResult
from grader.batch.workshop import GradedSubmission, document
from grader.errors import CourseError, GraderError, SandboxError, UsageError
from grader.files import write_atomically
from grader.gradebook import Gradebook
from grader.grading import verdict
from grader.intake.class_input import StudentSubmission
from grader.message import say
from grader.outcomes.result import ExerciseResult, Result, for_student, now, to_json
from grader.people import Problem
from grader.report import page, remarks
from grader.text import one_line

log = logging.getLogger("grader")


@dataclass
class Tally:
    """What became of the submissions so far."""

    total: int = 0
    unchanged: int = 0
    graded: int = 0
    ungraded: int = 0
    failing: int = 0
    """Of the graded ones, those below full points."""
    why: list[str] = field(default_factory=list)
    """What could not be graded and for what reason, a line each."""

    @property
    def done(self) -> int:
        return self.unchanged + self.graded + self.ungraded


class Recorder:
    """The one writer of a batch. A run that is killed between two of its steps does those again next time.

    renamed: the keys of students who have another key or name than before: nothing else of them may have changed.
    """

    def __init__(
        self, out: Path, store: Store, book: Gradebook, plan: Plan, renamed: Collection[str] = frozenset()
    ) -> None:
        self.out, self.book, self.tally = out, book, Tally()
        self._store, self._plan, self._renamed = store, plan, renamed
        self._recorded, self._overridden = book.gradings(), book.overrides().keys()

    def has(self, planned: PlannedSubmission) -> bool:
        """Whether this very submission, graded in this very way, is in the gradebook, and its report on the disk in
        the language asked for."""
        student = planned.hand_in.student.key
        return self._is_recorded(planned) and self._is_page(self.out / student / "index.html")

    def _is_recorded(self, planned: PlannedSubmission) -> bool:
        return self._recorded.get(planned.hand_in.student.key, {}).get(planned.submission) == planned.grading

    def _is_only_renamed(self, planned: PlannedSubmission, done: GradedSubmission) -> bool:
        student = planned.hand_in.student.key
        known = planned.submission in self._recorded.get(student, {})
        return student in self._renamed and known and not done.graded

    def _is_page(self, path: Path) -> bool:
        """Whether it is there, in the language asked for."""
        try:
            with open(path, "rb") as file:
                return f'<html lang="{self._plan.settings.lang}"'.encode() in file.read(100)
        except OSError:
            return False

    def record(self, planned: PlannedSubmission, done: GradedSubmission | Exception) -> None:
        """Raises GraderError where it is useless to go on: the disk is full, or no worker starts."""
        if isinstance(done, CourseError | SandboxError):
            raise done
        if isinstance(done, Exception):
            done = self._ungraded(planned, done)
        only_the_page = self._is_recorded(planned)
        try:
            if not (only_the_page and done.result.ungraded):
                self._write(planned, done)
        except OSError as error:
            raise _disk(error, self.out) from None
        self._count(planned, done.result, only_the_page or self._is_only_renamed(planned, done))

    def _count(self, planned: PlannedSubmission, result: Result, only_the_page: bool) -> None:
        if result.ungraded:
            about = planned.hand_in.student.key
            lost = (e for e in result.exercises if e.status == "ungraded")
            self.tally.why += [f"{about}, {e.id}: {e.message or 'see the report'}" for e in lost]
            self.tally.ungraded += 1
        elif only_the_page:
            self.tally.unchanged += 1
        else:
            self.tally.graded += 1
            self.tally.failing += result.score < result.points

    def _write(self, planned: PlannedSubmission, done: GradedSubmission) -> None:
        student, seed = planned.hand_in.student, self._plan.settings.seed
        for result in done.result.exercises:
            if result.id in done.graded and result.status != "ungraded":
                self._store.put(StoredResult(planned.keys[result.id], done.layers, result, seed))
        folder = self.out / student.key
        folder.mkdir(exist_ok=True)
        write_atomically(folder / "result.json", to_json(for_student(done.result)))
        write_atomically(folder / "index.html", done.page)
        self._note_seeds(planned, done)
        submitted_at, late = self._when(planned.hand_in)
        self.book.record(
            student,
            done.result,
            submission=planned.submission,
            grading=planned.grading,
            submitted_at=submitted_at,
            late=late,
        )
        if self._counts_otherwise(planned):
            counting = self.book.result(student.key, self.book.covered(self._plan.whole))
            if counting is not None:
                write_atomically(folder / "index.html", page.render(counting).encode())

    def _note_seeds(self, planned: PlannedSubmission, done: GradedSubmission) -> None:
        known = planned.task.known
        seeds = {i: known[i].seed if i in known else self._plan.settings.seed for i in planned.keys}
        if done.graded or not self._is_recorded(planned):
            self._store.rounds.note(GradedWith(planned.hand_in.student.key, done.result.graded_at, seeds))

    def _when(self, hand_in: StudentSubmission) -> tuple[datetime | None, bool | None]:
        return self._plan.course.policy.stored(hand_in.submitted_at, hand_in.late, hand_in.told)

    def _counts_otherwise(self, planned: PlannedSubmission) -> bool:
        """Whether what counts may differ from what was graded just now: another attempt, a decision, or
        lateness."""
        hand_in, policy = planned.hand_in, self._plan.course.policy
        earlier = self._recorded.get(hand_in.student.key, {}).keys() - {planned.submission}
        decided = hand_in.student.key in self._overridden
        return decided or bool(earlier) or policy.penalty(policy.days_late(*self._when(hand_in))) > 0

    def finish(self, problems: list[Problem]) -> dict[str, Path]:
        """What is written once for the whole class; returns the files by what they are."""
        from grader.export import csv
        from grader.report import class_page

        sheet, class_report = self.out / "gradebook.csv", self.out / "index.html"
        course = self.book.covered(self._plan.whole)
        stamp = keys.digest([self.book.decisions(), repr(course.policy), *course.exercises, *problems])
        is_there = self._store.is_written(stamp, sheet, remarks.path(self.out)) and self._is_page(class_report)
        if self.tally.unchanged < self.tally.total or not is_there:
            csv.write(self.book, course, sheet)
            remarks.write(self.out, problems)
            class_page.write(self.out, self.book, course, problems, now())
            self._store.written(stamp)
        self._store.rounds.end()
        return {"class report": class_report, "gradebook": sheet}

    def _ungraded(self, planned: PlannedSubmission, error: Exception) -> GradedSubmission:
        """The record of a submission that we could not grade: shown as such, no zero."""
        log.error("%s could not be graded: %s: %s", planned.hand_in.student.key, type(error).__name__, error)
        why = say("the grading process failed: {error}", error=one_line(f"{type(error).__name__}: {error}", 300))
        results = [self._unknown(planned, i, why) for i, _ in self._plan.settings.checks]
        result = document(self._plan.settings, self._plan.course.name, planned.task, results, [])
        return GradedSubmission(result, [], (), page.render(result).encode())

    def _unknown(self, planned: PlannedSubmission, exercise_id: str, why: str) -> ExerciseResult:
        exercise = self._plan.course.exercises[exercise_id]
        if exercise_id in planned.keys:
            return verdict.unattempted(exercise, "ungraded", None, why)
        return verdict.unattempted(exercise, "missing", None, say("no file for this exercise"))


def _disk(error: OSError, out: Path) -> GraderError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UsageError(f"{out}: the disk is full; what is graded so far is kept: make room and run the same again")
    return UsageError(f"{error.filename or out}: {error.strerror}; what is graded so far is kept, run the same again")
