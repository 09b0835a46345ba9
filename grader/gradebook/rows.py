"""Between rows and what they hold: students and results are written; standings, results and checks' outcomes read."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, Row, Select, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from grader.gradebook import attempts as known
from grader.gradebook.attempts import OLDEST_FIRST, NewAttempt
from grader.gradebook.schema import ABOUT_STUDENTS, AttemptRow, EarlierGradingRow, GradeRow, OutcomeRow, StudentRow
from grader.gradebook.standing import Decisions, ExerciseAttempt, Standing, Standings
from grader.people import Student
from grader.text import are_plain, one_line

if TYPE_CHECKING:
    from grader.outcomes.outcome import Explanation
    from grader.outcomes.result import Result


@dataclass(frozen=True)
class CheckOutcome:
    """A check's outcome in the attempt that counts; the fields as in result.json."""

    exercise: str
    check: str
    title: str
    status: str
    cause: str | None
    mistake: str | None
    score: float
    points: float
    explanation: Explanation | None = None
    cluster: str | None = None


def tried_rows(keys: list[str]) -> Select[*tuple[Any, ...]]:
    """These students' exercises of each attempt, students by key, attempts oldest first. A student without an attempt
    has one row."""
    return (
        select(
            StudentRow.key,
            StudentRow.name,
            StudentRow.ids,
            AttemptRow.id.label("attempt"),
            AttemptRow.submitted_at,
            AttemptRow.graded_at,
            AttemptRow.late,
            GradeRow.exercise,
            GradeRow.status,
            GradeRow.score,
        )
        .outerjoin_from(StudentRow, AttemptRow, AttemptRow.student == StudentRow.key)
        .outerjoin(GradeRow, GradeRow.attempt == AttemptRow.id)
        .where(StudentRow.key.in_(keys))
        .order_by(StudentRow.key, *OLDEST_FIRST)
    )


def tried_of(rows: Sequence[Row[Any]]) -> dict[str, list[ExerciseAttempt]]:
    """By exercise. rows: one student's, of `tried_rows`."""
    tried: dict[str, list[ExerciseAttempt]] = {}
    numbers = {number: i for i, number in enumerate(dict.fromkeys(row.attempt for row in rows), 1)}
    for row in rows:
        if row.exercise is not None:
            number, at = numbers[row.attempt], row.submitted_at or row.graded_at
            one = ExerciseAttempt(row.attempt, number, row.submitted_at, row.late, row.status, row.score, at)
            tried.setdefault(row.exercise, []).append(one)
    return tried


def standing_of(rows: Sequence[Row[Any]], standings: Standings, decided: Decisions) -> Standing:
    last = rows[-1]
    attempts = len({row.attempt for row in rows} - {None})
    student = Student(last.key, last.name, last.ids)
    return standings.of(student, tried_of(rows), decided, attempts, last.submitted_at)


def check_outcomes(connection: Connection, found: Standing) -> Iterator[CheckOutcome]:
    attempts = {e.id: e.attempt for e in found.exercises if e.attempt is not None}
    query = select(OutcomeRow.attempt, *(getattr(OutcomeRow, name) for name in _OUTCOME)).order_by(OutcomeRow.position)
    from grader.gradebook.explained import Explained  # an export of grades does without

    found_out = Explained(connection)
    by_exercise: dict[tuple[int, str], list[CheckOutcome]] = {}
    for attempt, *fields in connection.execute(query.where(OutcomeRow.attempt.in_(set(attempts.values())))).all():
        outcome = CheckOutcome(*fields)
        if outcome.status == "failed":
            outcome = replace(outcome, **found_out.of(attempt, outcome.exercise, outcome.check))
        by_exercise.setdefault((attempt, outcome.exercise), []).append(outcome)
    return itertools.chain.from_iterable(by_exercise.get((a, exercise), ()) for exercise, a in attempts.items())


def checks(connection: Connection, attempt: int, exercise: str) -> list[CheckOutcome]:
    """One exercise's of one attempt, in their order."""
    query = select(*(getattr(OutcomeRow, name) for name in _OUTCOME)).order_by(OutcomeRow.position)
    found = connection.execute(query.where(OutcomeRow.attempt == attempt, OutcomeRow.exercise == exercise))
    return [CheckOutcome(*fields) for fields in found]


_OUTCOME = ("exercise", "name", "title", "status", "cause", "mistake", "score", "points")
"""The columns that are a CheckOutcome, in its order."""


# -- writing


def student_row(student: Student) -> dict[str, Any]:
    """Names and ids come from outside: on one line, nothing in them that a database or a reader stumbles over."""
    ids, name, section = dict(sorted(student.ids.items())), student.name, student.section
    if not are_plain((name, section, *ids.values()), 200):
        ids = {kind: one_line(value, 200) for kind, value in ids.items()}
        name, section = one_line(name, 200), one_line(section, 200)
    return {"key": student.key, "name": name, "ids": ids, "section": section or None}


MANY = 100
"""Students; of so many those who have not changed are left out, which takes a fifth of the time of writing them."""


def _is_there(there: Sequence[Any] | None, row: dict[str, Any]) -> bool:
    """there: key, name, ids and section of the row of the same key, if there is one."""
    if there is None or there[1] != row["name"] or there[2] != row["ids"]:
        return False
    return row["section"] in (None, there[3])


def upsert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Adds students, or corrects those who are there. rows: of `student_row`."""
    if len(rows) > MANY:
        columns = (StudentRow.key, StudentRow.name, StudentRow.ids, StudentRow.section)
        there = {row[0]: row for row in connection.execute(select(*columns))}
        rows = [row for row in rows if not _is_there(there.get(row["key"]), row)]
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(StudentRow)
    section = func.coalesce(statement.excluded.section, StudentRow.section)  # a batch without a roster knows none
    new = {"name": statement.excluded.name, "ids": statement.excluded.ids, "section": section}
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new), rows)


def enrol(connection: Connection, student: Student) -> None:
    """Adds a student who is not there yet."""
    if connection.scalar(select(StudentRow.key).where(StudentRow.key == student.key)) is None:
        upsert(connection, [student_row(student)])


def put(connection: Connection, new: NewAttempt) -> bool:
    """Whether it was not there already."""
    there = known.attempt(connection, new.student.key, new.submission)
    if there is not None and there.grading == new.grading and there.complete:
        return False
    enrol(connection, new.student)
    about = {"student": new.student.key, "submission": new.submission, "grading": new.grading}
    put_attempt(connection, {**about, "submitted_at": new.submitted_at, "late": new.late}, new.result, there)
    return True


def put_attempt(connection: Connection, about: dict[str, Any], result: Result, there: Row[Any] | None) -> None:
    """there: the row of `attempts.attempt` whose place it takes; what was given out is kept as history."""
    if there is not None:
        if there.complete:
            _keep(connection, there.id)
        connection.execute(delete(AttemptRow).where(AttemptRow.id == there.id))
        about |= {"id": there.id, "graded_at": there.graded_at}  # its place among the attempts stays
    insert_attempt(connection, about, result)


def _keep(connection: Connection, attempt: int) -> None:
    names = ("student", "submission", "grading", "graded_at", "score", "points", "document")
    old = connection.execute(select(*(getattr(AttemptRow, name) for name in names)).where(AttemptRow.id == attempt))
    values = dict(zip(names, old.one(), strict=True))
    connection.execute(insert(EarlierGradingRow).values(**values, at=datetime.now(UTC)))


def before(connection: Connection, student_key: str) -> dict[str, tuple[datetime, Result]]:
    """Submission -> when it was last graded again in another way, and what it was graded before."""
    columns = (EarlierGradingRow.submission, EarlierGradingRow.at, EarlierGradingRow.document)
    query = select(*columns).where(EarlierGradingRow.student == student_key).order_by(EarlierGradingRow.id)
    from grader.outcomes.result import from_json

    return {row.submission: (row.at, from_json(zlib.decompress(row.document))) for row in connection.execute(query)}


def insert_attempt(connection: Connection, about: dict[str, Any], result: Result) -> None:
    moment, packed = datetime.fromisoformat(result.graded_at), zlib.compress(msgspec.json.encode(result), 1)
    whole = {"graded_at": moment, "complete": not result.ungraded, "document": packed}
    values = {**whole, **about, **_fields(result, "seed", "score", "points")}
    (number,) = connection.execute(insert(AttemptRow), values).inserted_primary_key or (None,)
    grades, outcomes = list[dict[str, Any]](), list[dict[str, Any]]()
    for e in result.exercises:
        key = {"attempt": number, "exercise": e.id}
        grades.append({**key, **_fields(e, "title", "status", "score", "points")})
        outcomes += [{**key, "position": i, **_fields(check, *_OUTCOME[1:])} for i, check in enumerate(e.checks)]
    for table, rows in ((GradeRow, grades), (OutcomeRow, outcomes)):
        if rows:
            connection.execute(insert(table), rows)


def _fields(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def forget(connection: Connection, keys: Collection[str]) -> None:
    for table in ABOUT_STUDENTS:
        connection.execute(delete(table).where(table.student.in_(keys)))
    connection.execute(delete(AttemptRow).where(AttemptRow.student.in_(keys)))  # its grades and outcomes go with it
    connection.execute(delete(StudentRow).where(StudentRow.key.in_(keys)))
