"""What a gradebook is asked.

Reading goes by pages, one student's stored documents at a time, and holds no lock while the caller works with what was
read: a writer never waits for a slow reader.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, select

from grader.courses.course import Course
from grader.errors import UsageError
from grader.gradebook import attempts, composed, connect, decisions, progress, rows, written
from grader.gradebook.attempts import StoredAttempt
from grader.gradebook.rows import CheckOutcome
from grader.gradebook.schema import AttemptRow, GradeRow, OverrideRow, StudentRow
from grader.gradebook.standing import NONE, Decisions, ExerciseAttempt, Override, Standing, Standings
from grader.message import say
from grader.people import Student
from grader.text import one_line

if TYPE_CHECKING:
    from grader.outcomes.history import Before
    from grader.outcomes.result import Result

PAGE = 200
"""Students whose grades are read at once."""


class GradebookReader:
    """copy: where the copy is that was made before it was migrated; empty where it was not."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.name, self.copy = name, ""
        self._engine = engine

    def gradings(self) -> dict[str, dict[str, str]]:
        """Student key -> submission -> grading of the attempts that are recorded; without those that partly stayed
        ungraded, which deserve another try."""
        found: dict[str, dict[str, str]] = {}
        with self.reading() as connection:
            query = select(AttemptRow.student, AttemptRow.submission, AttemptRow.grading).where(AttemptRow.complete)
            for student, submission, grading in connection.execute(query):
                found.setdefault(student, {})[submission] = grading
        return found

    def attempts(self) -> list[StoredAttempt]:
        """All of them, by student, the oldest first."""
        with self.reading() as connection:
            return attempts.attempts(connection)

    def every_grading(self) -> dict[str, dict[str, str]]:
        """The same of all attempts, also of those that partly stayed ungraded."""
        found: dict[str, dict[str, str]] = {}
        with self.reading() as connection:
            for row in connection.execute(select(AttemptRow.student, AttemptRow.submission, AttemptRow.grading)):
                found.setdefault(row.student, {})[row.submission] = row.grading
        return found

    def students(self) -> list[Student]:
        """Everyone enrolled, by key."""
        with self.reading() as connection:
            columns = (StudentRow.key, StudentRow.name, StudentRow.ids, StudentRow.section)
            found = connection.execute(select(*columns).order_by(StudentRow.key))
            return [Student(key, name, ids, section=section or "") for key, name, ids, section in found]

    def student_keys(self) -> list[str]:
        """Of everyone enrolled, in order."""
        with self.reading() as connection:
            return list(connection.scalars(select(StudentRow.key).order_by(StudentRow.key)))

    def graded_on(self) -> set[str]:
        """The exercises that somebody was graded on."""
        with self.reading() as connection:
            return set(connection.scalars(select(GradeRow.exercise).distinct()))

    def overrides(self) -> dict[str, dict[str, Override]]:
        """Student key -> exercise -> the override that counts."""
        with self.reading() as connection:
            return decisions.overrides(connection)

    def decided(self) -> dict[str, Decisions]:
        """Student key -> all that counts of what people decided, where there ever was something."""
        with self.reading() as connection:
            return decisions.decided(connection)

    def recorded(self, student_key: str) -> tuple[int, int]:
        """How many attempts and overrides (withdrawn ones too) there are of a student."""
        with self.reading() as connection:
            tried, decided = (attempts.count_of(connection, row, student_key) for row in (AttemptRow, OverrideRow))
        return tried, decided

    def covered(self, course: Course, only: Collection[str] = ()) -> Course:
        """The course without the exercises that nobody was graded on yet: an assignment may be a part of a course.

        only: without all but these, too. Raises UsageError for one that there is not.
        """
        graded = self.graded_on()
        there = [id for id in course.exercises if id in graded] or list(course.exercises)
        for id in only:
            if id not in there:
                why = say("nobody was graded on it") if id in course.exercises else say("there is no such exercise")
                raise UsageError(
                    "--exercise {id}: {why}; choose from {names}", id=one_line(id, 60), why=why, names=", ".join(there)
                )
        return replace(course, exercises={id: course.exercises[id] for id in there if not only or id in only})

    def standings(self, course: Course, student_key: str | None = None) -> Iterator[Standing]:
        """What counts for each student (or the one), by key; see `standing`."""
        with self.reading() as connection:
            decided = decisions.decided(connection)
            keys = list(connection.scalars(select(StudentRow.key).order_by(StudentRow.key)))
        every = Standings(course)
        keys = keys if student_key is None else [key for key in keys if key == student_key]
        for start in range(0, len(keys), PAGE):
            with self.reading() as connection:
                tried = connection.execute(rows.tried_rows(keys[start : start + PAGE])).all()
            for key, mine in itertools.groupby(tried, key=lambda row: row.key):
                yield rows.standing_of(list(mine), every, decided.get(key, NONE))

    def tried(self, student_key: str) -> dict[str, list[ExerciseAttempt]]:
        """One student's attempts at each exercise, the oldest first."""
        with self.reading() as connection:
            return rows.tried_of(connection.execute(rows.tried_rows([student_key])).all())

    def result(self, student_key: str, course: Course | None = None) -> Result | None:
        """The stored document of the newest attempt; with a course, of what counts by its policy (`results`)."""
        if course is not None:
            return next((result for _, result in self.results(course, student_key)), None)
        with self.reading() as connection:
            numbers = attempts.numbers(connection, student_key)
            return composed.document(connection, numbers[-1]) if numbers else None

    def document(self, attempt: int) -> Result:
        """The stored document of one attempt."""
        with self.reading() as connection:
            return composed.document(connection, attempt)

    def before(self, student_key: str, course: Course) -> Before:
        """What the newest attempt of a student with several changed, and the points after each, for the report."""
        with self.reading() as connection:
            return progress.before(connection, student_key, course)

    def results(self, course: Course, student_key: str | None = None) -> Iterator[tuple[Standing, Result | None]]:
        """Each student's standing with the result that a report shows: each exercise from the attempt that counts."""
        for found in self.standings(course, student_key):
            with self.reading() as connection:
                result = composed.composed(connection, found, course)
            yield found, result

    def outcomes(self, course: Course) -> Iterator[tuple[Standing, list[CheckOutcome]]]:
        """Each student's standing with the outcome of every check in the attempts that count."""
        for found in self.standings(course):
            if not found.attempts:  # most of a roster of a whole faculty
                yield found, []
                continue
            with self.reading() as connection:
                outcomes = list(rows.check_outcomes(connection, found))
            yield found, outcomes

    def checks(self, attempt: int, exercise: str) -> list[CheckOutcome]:
        """Of one exercise in one attempt."""
        with self.reading() as connection:
            return rows.checks(connection, attempt, exercise)

    def answers(self, student_key: str) -> dict[tuple[str, str], str]:
        """What the student wrote for items that people grade, by exercise and item."""
        with self.reading() as connection:
            return written.of(connection, student_key)

    def decisions(self) -> str:
        """Something that changes with who is enrolled and what an instructor decides."""
        with self.reading() as connection:
            return decisions.digest(connection)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads."""
        with connect.explained(self._engine.url), self._engine.connect() as connection:
            yield connection
