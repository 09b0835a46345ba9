"""What is to be done for each submission, and what is there already."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from grader.batch import keys
from grader.batch.kept import UNGRADED, GradedBy, KeptAttempt, packed, read, text, unpacked
from grader.batch.rounds import Round
from grader.batch.store import Store
from grader.batch.workshop import Settings, Task
from grader.courses.course import Course
from grader.gradebook import StoredAttempt
from grader.intake.class_input import StudentSubmission
from grader.language.words import ENGLISH
from grader.message import on_one_line
from grader.outcomes.result import Level, Result, versions
from grader.submission.collect import collect_files
from grader.submission.source import Source


@dataclass(frozen=True)
class PlannedSubmission:
    """One student's submission. submission: digest of what was handed in. grading: digest of that and of all that its
    grade depends on. keys: exercise id -> the key of its result, for those with a file."""

    hand_in: StudentSubmission
    submission: str
    grading: str
    keys: dict[str, str]
    task: Task
    earlier: KeptAttempt | None = None
    """Where it is not among the class's files: an attempt of an earlier batch, to be graded again."""
    sources: dict[str, Source] = field(default_factory=dict)
    """All of them, also those that `task` leaves out since their results are there."""

    def kept(self, result: Result, ways: Mapping[str, GradedBy]) -> KeptAttempt:
        """What is kept of it, now that it has this result. ways: exercise -> how each is graded. What we could not read
        is left out: nothing will come of it later."""
        graded = {e.id: ways[e.id] if e.status != "ungraded" else UNGRADED for e in result.exercises if e.id in ways}
        if self.earlier is not None:
            return msgspec.structs.replace(self.earlier, graded={**self.earlier.graded, **graded})
        sources = [packed(source) for source in self.sources.values() if not source.unreadable]
        graded = {i: way for i, way in graded.items() if i not in self.sources or not self.sources[i].unreadable}
        who, task = self.hand_in.student.key, self.task
        notes = [text(note) for note in task.notes]
        return KeptAttempt(who, self.submission, task.student, sources, graded, task.ignored, notes)


class Plan:
    """A course and how it is graded. only: the exercises that the assignment consists of, all of the `whole` course's
    if empty."""

    def __init__(
        self,
        course: Course,
        level: Level,
        device: str,
        store: Store,
        round_: Round,
        only: Collection[str] = (),
        lang: str = ENGLISH,
    ) -> None:
        chosen = {i: exercise for i, exercise in course.exercises.items() if not only or i in only}
        self.whole, self.course, self._store = course, replace(course, exercises=chosen), store
        course = self.course
        checks = {exercise.id: keys.checks(course, exercise) for exercise in course.exercises.values()}
        self.settings = Settings(
            course.root, tuple(checks.items()), versions(), level, course.limits, device, round_.seed, lang
        )
        self._grading = grading = keys.grading(
            versions(), device, level, course.limits, round_.seed if round_.given else ""
        )
        self.ways = {exercise_id: (of_checks, grading) for exercise_id, of_checks in checks.items()}
        """Exercise -> digests of its checks and of the settings."""

    def of(self, hand_in: StudentSubmission) -> PlannedSubmission:
        """Reads the submission's files."""
        found = collect_files(hand_in.files, self.course.exercises, hand_in.damaged, self.whole.handout)
        of_results = {
            exercise_id: keys.result(found.sources[exercise_id], exercise_id, of_checks, self._grading)
            for exercise_id, of_checks in self.settings.checks
            if exercise_id in found.sources
        }
        task = Task(
            hand_in.student.name,
            found.sources,
            ignored=[name for name in found.ignored if not self.course.is_answer(name)],
            notes=[on_one_line(note, 600) for note in (*hand_in.notes, *found.notes)],
        )
        submitted = keys.digest([text for i, source in sorted(found.sources.items()) for text in (i, source.digest)])
        everything = [task.student, *of_results.values(), "", *(of for _, of in self.settings.checks), self._grading]
        grading = keys.digest([*everything, "", *task.notes])
        return PlannedSubmission(hand_in, submitted, grading, of_results, task, sources=found.sources)

    def again(self, attempt: StoredAttempt, kept: KeptAttempt) -> PlannedSubmission:
        """An attempt of an earlier batch, by the checks of now: those of its exercises that are graded here."""
        sources = {s.exercise: unpacked(s) for s in kept.sources if s.exercise in self.ways}
        of_results = {i: keys.result(source, i, *self.ways[i]) for i, source in sources.items()}
        notes = [read(note) for note in kept.notes]
        task = Task(kept.called, sources, ignored=kept.ignored, notes=notes)
        ways = [self.ways.get(i, way)[0] for i, way in kept.graded.items()]
        grading = keys.digest([task.student, *of_results.values(), "", *ways, self._grading, "", *notes])
        hand_in = StudentSubmission(attempt.student, {}, attempt.submitted_at, attempt.late)
        return PlannedSubmission(hand_in, kept.submission, grading, of_results, task, kept, sources)

    def continued(self, planned: PlannedSubmission) -> PlannedSubmission:
        """The same without what has been graded already."""
        known = {i: entry for i, key in planned.keys.items() if (entry := self._store.get(key)) is not None}
        sources = {i: source for i, source in planned.task.sources.items() if i not in known}
        return replace(planned, task=replace(planned.task, sources=sources, known=known))
