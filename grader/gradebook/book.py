"""The gradebook itself, opened and written: students, attempts and decisions in. Every write is one transaction."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, insert, inspect, select

from grader.errors import UsageError
from grader.gradebook import address, attempts, connect, decisions, rows, written
from grader.gradebook.attempts import NewAttempt, StoredAttempt
from grader.gradebook.decisions import GivenExtension, GivenMark
from grader.gradebook.reader import GradebookReader
from grader.gradebook.schema import VERSION, Base, OverrideRow, VersionRow
from grader.people import Student
from grader.text import one_line

if TYPE_CHECKING:
    from grader.outcomes.result import Result


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


class Gradebook(GradebookReader):
    def __init__(self, engine: Engine, name: str) -> None:
        super().__init__(engine, name)
        self._writer = engine.execution_options(writes=True)

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def prepare(self, create: bool) -> None:
        """Makes the tables where there are none. Raises UsageError for a database that is not one of our gradebooks."""
        with self.writing() if create else self.reading() as connection:
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
        if found < VERSION:
            self._migrate()

    def _migrate(self) -> None:
        """Raises UsageError where no copy can be made; the gradebook is then as it was."""
        from grader.gradebook import migrations

        try:
            with self.writing() as connection:
                self.copy = migrations.migrate(connection)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                "{path}: it is of an earlier version and has to be migrated, but no copy can be made beside it "
                "({reason}): make room, or copy it to a folder where you may write",
                path=self.name,
                reason=one_line(str(error), 200),
            ) from None

    # -- writing

    def enrol(self, students: Iterable[Student]) -> None:
        """Adds students, or corrects the names and ids of those who are there. One without an attempt is absent."""
        wanted = [rows.student_row(student) for student in students]
        with self.writing() as connection:
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
        new = NewAttempt(student, result, submission, grading, submitted_at, late)
        return self.record_all([new]) == [new]

    def record_all(self, new: Iterable[NewAttempt]) -> list[NewAttempt]:
        """`record` of several, all of them in one transaction: what makes it safe takes 10 ms on a disk. Returns those
        that were not there already."""
        with self.writing() as connection:
            return [each for each in new if rows.put(connection, each)]

    def regrade(self, again: Iterable[tuple[StoredAttempt, str, str, Result]]) -> None:
        """Gradings in the place of others: all of them in one transaction. again: an attempt, how it was graded when
        that was proposed, how it is graded now, and its result.

        Raises UsageError where an attempt is not there any more, or was graded again meanwhile; then nothing is stored.
        """
        with self.writing() as connection:
            for attempt, before, grading, result in again:
                there = attempts.attempt(connection, attempt.student.key, attempt.submission)
                if there is None or there.grading != before:
                    raise UsageError(
                        "{path}: an attempt of {student} has changed since this was proposed: drop the proposal "
                        "(--drop) and propose again",
                        path=self.name,
                        student=one_line(attempt.student.key, 80),
                    )
                about: dict[str, Any] = {"student": attempt.student.key, "submission": attempt.submission}
                about |= {"grading": grading, "submitted_at": attempt.submitted_at, "late": attempt.late}
                rows.put_attempt(connection, about, result, there)

    def override(
        self, student_key: str, exercise: str, score: float | None, reason: str, by: str, at: datetime | None = None
    ) -> None:
        """An instructor's score for an exercise, final and without late penalty; None withdraws it. All are kept."""
        row = {"student": student_key, "exercise": exercise, "score": score, "reason": reason, "by": by}
        with self.writing() as connection:
            decisions.require(connection, self.name, {student_key})
            connection.execute(insert(OverrideRow).values(**row, at=at or datetime.now(UTC)))

    def extend(self, given: Iterable[GivenExtension], by: str, at: datetime | None = None) -> None:
        """Gives extensions, or removes them: all of these or, if a student is not there, none. All are kept."""
        with self.writing() as connection:
            decisions.extend(connection, self.name, given, by, at or datetime.now(UTC))

    def mark(self, given: Iterable[GivenMark], by: str, at: datetime | None = None) -> list[GivenMark]:
        """Gives marks for items: all of these, or none and returned are those that are in conflict; see `decisions`."""
        with self.writing() as connection:
            return decisions.mark(connection, self.name, given, by, at or datetime.now(UTC))

    def write_answers(self, student: Student, answers: Mapping[tuple[str, str], str]) -> bool:
        """Keeps what a student wrote, by exercise and item; whether anything of it is new."""
        there = self.answers(student.key)
        new = {place: text for place, text in answers.items() if there.get(place) != text}
        if new:
            with self.writing() as connection:
                rows.enrol(connection, student)
                written.put(connection, student.key, new)
        return bool(new)

    def numbers(self, wanted: Iterable[tuple[str, str]] = ()) -> dict[int, tuple[str, str]]:
        """The blind numbers: number -> student key and exercise; new ones for those wanted that have none."""
        with self.writing() as connection:
            return decisions.numbers(connection, wanted)

    def forget(self, keys: Collection[str]) -> None:
        """Removes students with their attempts and overrides: all of them or, if one is not there, none."""
        with self.writing() as connection:
            decisions.require(connection, self.name, keys)
            rows.forget(connection, keys)

    def merge(self, kept: Student, gone: str) -> None:
        """Makes one of two rows. kept: its ids and name count. gone: the key of the row whose attempts it gets."""
        from grader.gradebook import merging

        if kept.key == gone:
            raise UsageError("{gone} is named twice; name the two students to merge", gone=repr(one_line(gone, 80)))
        with self.writing() as connection:
            rows.upsert(connection, [rows.student_row(kept)])
            merging.merge(connection, kept.key, gone)

    # -- inside

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; what it has written is there once it has ended, or not at all."""
        with connect.explained(self._engine.url), self._writer.begin() as connection:
            yield connection
