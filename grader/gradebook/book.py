"""The gradebook itself: students, attempts, overrides in; standings and stored results out.

Every write is one transaction. Reading goes by pages, one student's stored documents at a time, and holds no lock
while the caller works with what was read: a writer never waits for a slow reader.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, delete, insert, inspect, select

from grader.courses.course import Course
from grader.errors import UsageError
from grader.gradebook import address, attempts, connect, rows
from grader.gradebook.attempts import StoredAttempt
from grader.gradebook.rows import CheckOutcome
from grader.gradebook.schema import VERSION, AttemptRow, Base, GradeRow, OverrideRow, StudentRow, VersionRow
from grader.gradebook.standing import Override, Standing
from grader.message import say
from grader.people import Student
from grader.text import one_line

if TYPE_CHECKING:
    from grader.outcomes.result import Result

PAGE = 200
"""Students whose grades are read at once."""


def open_book(where: str | Path, *, create: bool = True, wait_s: float = 10.0) -> Gradebook:
    """The gradebook in a file or at a URL; an empty one is made where there is none, if `create`.

    wait_s: how long to wait for another program that writes. Raises UsageError with the fix where it cannot be used.
    """
    url = address.url_of(where)
    name = address.name_of(url)
    if url.get_backend_name() == "sqlite" and not create and not Path(name).is_file():
        raise UsageError(
            "{name}: there is no gradebook; `grade batch` writes one, --gradebook names another", name=name
        )
    with connect.understood(url):
        book = Gradebook(connect.engine(url, wait_s), name)
    try:
        with connect.understood(url):
            book.prepare(create)
    except BaseException:
        book.close()
        raise
    return book


class Gradebook:
    def __init__(self, engine: Engine, name: str) -> None:
        self.name = name
        self._engine, self._writer = engine, engine.execution_options(writes=True)

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def prepare(self, create: bool) -> None:
        """Makes the tables where there are none. Raises UsageError for a database that is not one of our gradebooks."""
        with self._writing() if create else self._reading() as connection:
            tables = inspect(connection).get_table_names()
            if tables and VersionRow.__tablename__ not in tables:
                raise UsageError(
                    "{name}: this database holds something else: {fix}",
                    name=self.name,
                    fix=connect.ELSEWHERE,
                )
            if not tables and not create:
                raise UsageError(
                    "{name}: there is no gradebook in this database; `grade batch` writes one", name=self.name
                )
            if not tables:
                Base.metadata.create_all(connection)
                connection.execute(insert(VersionRow).values(version=VERSION))
            found = connection.scalar(select(VersionRow.version)) or 0
        if found > VERSION:
            raise UsageError(
                "{name}: a newer grader has written this gradebook (version {found}; this grader reads up to {known}): "
                "update autograd-grader",
                name=self.name,
                found=found,
                known=VERSION,
            )

    # -- writing

    def enrol(self, students: Iterable[Student]) -> None:
        """Adds students, or corrects the names and ids of those who are there. One without an attempt is absent."""
        wanted = [rows.student_row(student) for student in students]
        with self._writing() as connection:
            rows.upsert(connection, wanted)

    def record(
        self,
        student: Student,
        result: Result,
        *,
        submission: str,
        grading: str,
        submitted_at: datetime | None,
        late: bool | None,
    ) -> bool:
        """Stores an attempt, whole or not at all; False where this very one is there already.

        submission: a digest of what was handed in; grading: of everything else that the grades depend on. The same
        submission graded again in another way takes the place of its earlier grading, and so does any grading of one
        of which something had stayed ungraded. late: what the LMS says.
        """
        about: dict[str, Any] = {"student": student.key, "submission": submission, "grading": grading}
        about |= {"submitted_at": submitted_at, "late": late}
        with self._writing() as connection:
            there = attempts.attempt(connection, student.key, submission)
            if there is not None and there.grading == grading and there.complete:
                return False
            if there is not None:
                connection.execute(delete(AttemptRow).where(AttemptRow.id == there.id))
                about |= {"id": there.id, "graded_at": there.graded_at}  # its place among the attempts stays
            if connection.scalar(select(StudentRow.key).where(StudentRow.key == student.key)) is None:
                rows.upsert(connection, [rows.student_row(student)])
            rows.insert_attempt(connection, about, result)
        return True

    def override(
        self, student_key: str, exercise: str, score: float | None, reason: str, by: str, at: datetime | None = None
    ) -> None:
        """An instructor's score for an exercise, final and without late penalty; None withdraws it. All are kept."""
        row = {"student": student_key, "exercise": exercise, "score": score, "reason": reason, "by": by}
        with self._writing() as connection:
            if connection.scalar(select(StudentRow.key).where(StudentRow.key == student_key)) is None:
                raise UsageError(
                    "{name}: no student has the key {key}",
                    name=self.name,
                    key=repr(one_line(student_key, 80)),
                )
            connection.execute(insert(OverrideRow).values(**row, at=at or datetime.now(UTC)))

    def forget(self, keys: Collection[str]) -> None:
        """Removes students with their attempts and overrides: all of them or, if one is not there, none."""
        with self._writing() as connection:
            there = set(connection.scalars(select(StudentRow.key).where(StudentRow.key.in_(keys))))
            if missing := sorted(set(keys) - there):
                raise UsageError(
                    "{name}: no student has the key {key}", name=self.name, key=repr(one_line(missing[0], 80))
                )
            rows.forget(connection, keys)

    def merge(self, kept: Student, gone: str) -> None:
        """Makes one of two rows. kept: its ids and name count. gone: the key of the row whose attempts it gets."""
        from grader.gradebook import merging

        if kept.key == gone:
            raise UsageError("{gone} is named twice; name the two students to merge", gone=repr(one_line(gone, 80)))
        with self._writing() as connection:
            rows.upsert(connection, [rows.student_row(kept)])
            merging.merge(connection, kept.key, gone)

    # -- reading

    def gradings(self) -> dict[str, dict[str, str]]:
        """Student key -> submission -> grading of the attempts that are recorded; without those that partly stayed
        ungraded, which deserve another try."""
        found: dict[str, dict[str, str]] = {}
        with self._reading() as connection:
            query = select(AttemptRow.student, AttemptRow.submission, AttemptRow.grading).where(AttemptRow.complete)
            for student, submission, grading in connection.execute(query):
                found.setdefault(student, {})[submission] = grading
        return found

    def attempts(self) -> list[StoredAttempt]:
        """All of them, by student, the oldest first."""
        with self._reading() as connection:
            return attempts.attempts(connection)

    def students(self) -> list[Student]:
        """Everyone enrolled, by key."""
        with self._reading() as connection:
            found = connection.execute(select(StudentRow.key, StudentRow.name, StudentRow.ids).order_by(StudentRow.key))
            return [Student(row.key, row.name, row.ids) for row in found]

    def graded_on(self) -> set[str]:
        """The exercises that somebody was graded on."""
        with self._reading() as connection:
            return set(connection.scalars(select(GradeRow.exercise).distinct()))

    def overrides(self) -> dict[str, dict[str, Override]]:
        """Student key -> exercise -> the override that counts."""
        with self._reading() as connection:
            return rows.overrides(connection)

    def recorded(self, student_key: str) -> tuple[int, int]:
        """How many attempts and overrides (withdrawn ones too) there are of a student."""
        with self._reading() as connection:
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
        with self._reading() as connection:
            overrides = rows.overrides(connection)
            keys = list(connection.scalars(select(StudentRow.key).order_by(StudentRow.key)))
        keys = keys if student_key is None else [key for key in keys if key == student_key]
        for start in range(0, len(keys), PAGE):
            with self._reading() as connection:
                tried = connection.execute(rows.tried_rows(keys[start : start + PAGE])).all()
            for key, mine in itertools.groupby(tried, key=lambda row: row.key):
                yield rows.standing_of(list(mine), course, overrides.get(key, {}))

    def result(self, student_key: str, course: Course | None = None) -> Result | None:
        """The stored document of the newest attempt; with a course, of what counts by its policy (`results`)."""
        if course is not None:
            return next((result for _, result in self.results(course, student_key)), None)
        with self._reading() as connection:
            numbers = attempts.numbers(connection, student_key)
            return rows.document(connection, numbers[-1]) if numbers else None

    def document(self, attempt: int) -> Result:
        """The stored document of one attempt."""
        with self._reading() as connection:
            return rows.document(connection, attempt)

    def results(self, course: Course, student_key: str | None = None) -> Iterator[tuple[Standing, Result | None]]:
        """Each student's standing with the result that a report shows: each exercise from the attempt that counts."""
        for found in self.standings(course, student_key):
            with self._reading() as connection:
                result = rows.composed(connection, found)
            yield found, result

    def outcomes(self, course: Course) -> Iterator[tuple[Standing, list[CheckOutcome]]]:
        """Each student's standing with the outcome of every check in the attempts that count."""
        for found in self.standings(course):
            if not found.attempts:  # most of a roster of a whole faculty
                yield found, []
                continue
            with self._reading() as connection:
                outcomes = list(rows.check_outcomes(connection, found))
            yield found, outcomes

    def decisions(self) -> str:
        """Something that changes with who is enrolled and what an instructor decides."""
        with self._reading() as connection:
            return rows.decisions(connection)

    # -- inside

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Connection]:
        with connect.explained(self._engine.url), self._writer.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with connect.explained(self._engine.url), self._engine.connect() as connection:
            yield connection
