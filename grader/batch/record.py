"""Writing down what was found: the store, then the student's report, then (it is what counts) the gradebook."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import msgspec

from grader.batch import keys
from grader.batch.earlier import EarlierAttempts
from grader.batch.kept import KeptAttempt
from grader.batch.left_out import LeftOut
from grader.batch.plan import Plan, PlannedSubmission
from grader.batch.rounds import GradedWith
from grader.batch.store import Store, StoredResult
from grader.batch.tally import Tally
from grader.batch.told import Told
from grader.batch.workshop import GradedSubmission, document
from grader.errors import DISK_FULL, CourseError, GraderError, SandboxError, UsageError, reason
from grader.files import write_atomically
from grader.gradebook import Gradebook
from grader.gradebook.attempts import NewAttempt
from grader.grading import verdict
from grader.intake.class_input import StudentSubmission
from grader.message import say
from grader.outcomes.result import CountedAttempt, ExerciseResult, Result, for_student, iso, now, to_json
from grader.people import Problem
from grader.report import page, remarks
from grader.tables import answers
from grader.text import one_line

log = logging.getLogger("grader")

TOGETHER, TOGETHER_S = 50, 1.0
"""Students, and seconds since the last were written: who is graded within them is written with others, in one
transaction of the gradebook. Its results are in the store by then."""


class Recorder:
    """The one writer of a batch. A run that is killed between two of its steps does those again next time. What is
    recorded is written at the latest with `flush`.

    renamed: the keys of students who have another key or name than before: nothing else of them may have changed.
    """

    def __init__(
        self, out: Path, store: Store, book: Gradebook, plan: Plan, renamed: Collection[str] = frozenset()
    ) -> None:
        self.out, self.book, self.tally = out, book, Tally()
        self._store, self._plan, self._renamed = store, plan, renamed
        self._recorded, self._decided = book.gradings(), book.decided().keys()
        self.left_out = LeftOut(plan.course.exercises, plan.whole.exercises)
        self.earlier = EarlierAttempts(store, book, plan)
        self.tally.earlier = len(self.earlier.outdated)
        self._attempts: dict[str, set[str]] = {}
        for attempt in book.attempts():
            self._attempts.setdefault(attempt.student.key, set()).add(attempt.submission)
        self._again: set[str] = set()
        self._waiting: list[tuple[PlannedSubmission, GradedSubmission]] = []
        self._flushed = 0.0
        self._told = Told(store.folder)

    def has(self, planned: PlannedSubmission) -> bool:
        """Whether this very submission, graded in this very way, is in the gradebook, and its report on the disk in
        the language asked for."""
        student = planned.hand_in.student.key
        self.left_out.add(planned)
        is_new = self._has_written(planned.hand_in)
        is_page = self._is_page(self.out / student / "index.html") and not is_new
        if self.earlier.take_out(planned):
            self._again.add(student)
            self.tally.earlier -= 1
            return False
        return self._is_recorded(planned) and is_page and self.earlier.kept.has(student, planned.submission)

    def _has_written(self, hand_in: StudentSubmission) -> bool:
        """Takes what the student wrote for people to grade; whether anything of it is new, and not on the page yet."""
        written = answers.written(self._plan.course.exercises.values(), hand_in.files)
        return bool(written) and self.book.write_answers(hand_in.student, written)

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
        if planned.earlier is not None:
            self._record_earlier(planned, planned.earlier, done)
            return
        only_the_page = self._is_recorded(planned)
        try:
            if not (only_the_page and done.result.ungraded):
                self._store_results(planned, done)
                self._waiting.append((planned, done))
        except OSError as error:
            raise _disk(error, self.out) from None
        if len(self._waiting) >= TOGETHER or time.monotonic() - self._flushed >= TOGETHER_S:
            self.flush()
        self._count(planned, done.result, only_the_page or self._is_only_renamed(planned, done))

    def _record_earlier(self, planned: PlannedSubmission, kept: KeptAttempt, done: GradedSubmission) -> None:
        """Where something of it could not be graded, what was there stays until it can be."""
        self.flush()  # it may be this student's last attempt that waits
        try:
            self._store_results(planned, done)
            result = self.earlier.whole(planned, kept, done.result)
            if not done.result.ungraded:
                self._note_seeds(planned, done)
                self.book.record_all([self._attempt(planned, result)])
            if self.earlier.is_last(planned):
                self._write_what_counts(planned.hand_in.student.key)
            if not done.result.ungraded:
                self.earlier.kept.put(planned.kept(done.result, self._plan.ways))
        except OSError as error:
            raise _disk(error, self.out) from None
        if self._count_ungraded(planned, done.result):
            self.tally.ungraded += 1
        else:
            self.tally.earlier_graded += 1

    def _count(self, planned: PlannedSubmission, result: Result, only_the_page: bool) -> None:
        if self._count_ungraded(planned, result):
            self.tally.ungraded += 1
        elif only_the_page:
            self.tally.unchanged += 1
        else:
            self.tally.graded += 1
            self.tally.again += planned.hand_in.student.key in self._again
            self.tally.failing += result.score < result.points

    def _count_ungraded(self, planned: PlannedSubmission, result: Result) -> bool:
        about = planned.hand_in.student.key
        lost = [e for e in result.exercises if e.status == "ungraded"]
        self.tally.why += [_why(about, e) for e in lost]
        return bool(lost)

    def flush(self) -> None:
        """Writes what waits: the gradebook, in one transaction, then each student's files. Raises GraderError, with
        which nothing is lost: it is tried again, here or by the next run."""
        try:
            for planned, done in self._waiting:
                self._note_seeds(planned, done)
            self.book.record_all(self._attempt(planned, done.result) for planned, done in self._waiting)
            for planned, done in self._waiting:
                self._write_files(planned, done)
        except OSError as error:
            raise _disk(error, self.out) from None
        self._waiting.clear()
        self._flushed = time.monotonic()

    def _write_files(self, planned: PlannedSubmission, done: GradedSubmission) -> None:
        student = planned.hand_in.student
        folder = self.out / student.key
        folder.mkdir(exist_ok=True)
        if self._counts_otherwise(planned):
            self._write_what_counts(student.key)
        else:
            only = CountedAttempt(1, 1, iso(planned.hand_in.submitted_at))
            exercises = [msgspec.structs.replace(e, attempt=only) for e in done.result.exercises]
            result = msgspec.structs.replace(done.result, exercises=exercises)
            write_atomically(folder / "result.json", to_json(for_student(result)))
            write_atomically(folder / "index.html", done.page)
            self._told.wrote(student.key)
        self.earlier.kept.put(planned.kept(done.result, self._plan.ways))

    def _store_results(self, planned: PlannedSubmission, done: GradedSubmission) -> None:
        for result in done.result.exercises:
            if result.id in done.graded and result.status != "ungraded":
                found = StoredResult(planned.keys[result.id], done.layers, result, self._plan.settings.seed)
                self._store.put(found)

    def _attempt(self, planned: PlannedSubmission, result: Result) -> NewAttempt:
        hand_in, is_earlier = planned.hand_in, planned.earlier is not None
        when = (hand_in.submitted_at, hand_in.late) if is_earlier else self._when(hand_in)
        return NewAttempt(hand_in.student, result, planned.submission, planned.grading, *when)

    def _write_what_counts(self, student: str) -> None:
        """The student's report and result.json, as what counts of all attempts."""
        course = self.book.covered(self._plan.whole)
        counting = self.book.result(student, course)
        if counting is not None:
            folder = self.out / student
            folder.mkdir(exist_ok=True)
            write_atomically(folder / "result.json", to_json(for_student(counting)))
            write_atomically(
                folder / "index.html", page.render(counting, before=self.book.before(student, course)).encode()
            )
            self._told.wrote(student)

    def _note_seeds(self, planned: PlannedSubmission, done: GradedSubmission) -> None:
        known = planned.task.known
        seeds = {i: known[i].seed if i in known else self._plan.settings.seed for i in planned.keys}
        if done.graded or planned.earlier is not None or not self._is_recorded(planned):
            self._store.rounds.note(GradedWith(planned.hand_in.student.key, done.result.graded_at, seeds))

    def _when(self, hand_in: StudentSubmission) -> tuple[datetime | None, bool | None]:
        return self._plan.course.policy.stored(hand_in.submitted_at, hand_in.late, hand_in.told)

    def _counts_otherwise(self, planned: PlannedSubmission) -> bool:
        """Whether what counts may differ from what was graded just now: another attempt, a decision, lateness, or
        parts that people grade."""
        hand_in, policy = planned.hand_in, self._plan.course.policy
        earlier = self._attempts.get(hand_in.student.key, set()) - {planned.submission}
        by_people = any(exercise.items for exercise in self._plan.whole.exercises.values())
        decided = by_people or hand_in.student.key in self._decided
        return decided or bool(earlier) or policy.penalty(policy.days_late(*self._when(hand_in))) > 0

    def finish(self, problems: list[Problem]) -> dict[str, Path]:
        """What is written once for the whole class; returns the files by what they are."""
        from grader.export import csv
        from grader.report import class_page

        problems += self.earlier.told()
        decided, policy = self.book.decided(), self._plan.course.policy
        for student in self._told.outdated(decided, policy, (s.key for s in self.book.students())):
            self._write_what_counts(student)
        self._told.end(decided, policy)
        sheet, class_report = self.out / "gradebook.csv", self.out / "index.html"
        course = self.book.covered(self._plan.whole)
        stamp = keys.digest([self.book.decisions(), repr(course.policy), *course.exercises, *problems])
        is_there = self._store.is_written(stamp, sheet, remarks.path(self.out)) and self._is_page(class_report)
        if self.tally.unchanged < self.tally.total or self.tally.earlier or not is_there:
            csv.write(self.book, course, sheet)
            remarks.write(self.out, problems)
            class_page.write(self.out, self.book, course, problems, now())
            self._store.written(stamp)
        self._store.rounds.end()
        self.earlier.end(complete=not self.tally.why)
        return {say("class report"): class_report, say("gradebook"): sheet}

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


def _why(student: str, exercise: ExerciseResult) -> str:
    why = exercise.message or say("see the report")
    return say("{student}, {exercise}: {why}", student=student, exercise=exercise.id, why=why)


def _disk(error: OSError, out: Path) -> GraderError:
    if error.errno in DISK_FULL:
        return UsageError(
            "{out}: the disk is full; what is graded so far is kept: free some space and run the same command again",
            out=out,
        )
    return UsageError(
        "{file}: {reason}; what is graded so far is kept: run the same command again",
        file=error.filename or out,
        reason=reason(error),
    )
