"""What is to be done for each submission, and what is there already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from grader.batch import keys
from grader.batch.rounds import Round
from grader.batch.store import Store
from grader.batch.workshop import Settings, Task
from grader.courses.course import Course
from grader.intake.class_input import StudentSubmission
from grader.language.words import ENGLISH
from grader.message import on_one_line
from grader.outcomes.result import Level, versions
from grader.submission.collect import collect_files


@dataclass(frozen=True)
class PlannedSubmission:
    """One student's submission. submission: digest of what was handed in. grading: digest of that and of all that its
    grade depends on. keys: exercise id -> the key of its result, for those with a file."""

    hand_in: StudentSubmission
    submission: str
    grading: str
    keys: dict[str, str]
    task: Task


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
        self._grading = keys.grading(versions(), device, level, course.limits, round_.seed if round_.given else "")

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
            ignored=found.ignored,
            notes=[on_one_line(note, 600) for note in (*hand_in.notes, *found.notes)],
        )
        submitted = keys.digest([text for i, source in sorted(found.sources.items()) for text in (i, source.digest)])
        everything = [task.student, *of_results.values(), "", *(of for _, of in self.settings.checks), self._grading]
        return PlannedSubmission(hand_in, submitted, keys.digest([*everything, "", *task.notes]), of_results, task)

    def continued(self, planned: PlannedSubmission) -> PlannedSubmission:
        """The same without what has been graded already."""
        known = {i: entry for i, key in planned.keys.items() if (entry := self._store.get(key)) is not None}
        sources = {i: source for i, source in planned.task.sources.items() if i not in known}
        return replace(planned, task=replace(planned.task, sources=sources, known=known))
