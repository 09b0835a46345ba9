"""Between rows and what they hold: students and results are written; standings, results and checks' outcomes read."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, Row, Select, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from grader.courses.course import Course
from grader.gradebook.attempts import OLDEST_FIRST
from grader.gradebook.explained import Explained
from grader.gradebook.schema import AttemptRow, GradeRow, OutcomeRow, OverrideRow, StudentRow
from grader.gradebook.standing import ExerciseAttempt, ExerciseStanding, Override, Standing, standing
from grader.message import Message, say
from grader.outcomes.outcome import Explanation
from grader.people import Student
from grader.text import number, one_line

if TYPE_CHECKING:
    from grader.outcomes.result import CountedAttempt, ExerciseResult, Result


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


def standing_of(rows: list[Row[Any]], course: Course, overrides: dict[str, Override]) -> Standing:
    tried: dict[str, list[ExerciseAttempt]] = {}
    numbers = {number: i for i, number in enumerate(dict.fromkeys(row.attempt for row in rows), 1)}
    for row in rows:
        if row.exercise is not None:
            one = ExerciseAttempt(row.attempt, numbers[row.attempt], row.submitted_at, row.late, row.status, row.score)
            tried.setdefault(row.exercise, []).append(one)
    last = rows[-1]
    attempts = len({row.attempt for row in rows} - {None})
    student = Student(last.key, last.name, last.ids)
    return standing(student, course, tried, overrides, attempts, last.submitted_at)


def overrides(connection: Connection) -> dict[str, dict[str, Override]]:
    """Student key -> exercise -> what counts: the newest, unless that one withdraws."""
    found: dict[str, dict[str, Override]] = {}
    for row in connection.execute(select(OverrideRow.__table__).order_by(OverrideRow.id)):
        mine = found.setdefault(row.student, {})
        mine.pop(row.exercise, None)
        if row.score is not None:
            mine[row.exercise] = Override(row.score, row.reason, row.by)
    return found


def decisions(connection: Connection) -> str:
    people = connection.execute(select(StudentRow.key, StudentRow.name).order_by(StudentRow.key)).all()
    decided = connection.execute(
        select(OverrideRow.student, OverrideRow.exercise, OverrideRow.at).order_by(OverrideRow.at)
    ).all()
    return repr([*map(tuple, people), *map(tuple, decided)])


def document(connection: Connection, attempt: int) -> Result:
    packed = connection.scalar(select(AttemptRow.document).where(AttemptRow.id == attempt))
    assert packed is not None
    from grader.outcomes.result import from_json

    # An earlier version kept the class's seed here: no report is to show it.
    return msgspec.structs.replace(from_json(zlib.decompress(packed)), seed="")


def composed(connection: Connection, found: Standing) -> Result | None:
    """The document of the newest attempt that counts, its exercises exchanged for those that count, each with the score
    that counts, which attempt it is from, and a note where that is not what the checks gave."""
    numbers = {e.attempt: e.number for e in found.exercises if e.attempt is not None and e.number is not None}
    if not numbers:
        return None
    documents = {attempt: document(connection, attempt) for attempt in numbers}
    exercises = {(a, e.id): e for a, document in documents.items() for e in document.exercises}
    counting = [_noted(exercises[e.attempt, e.id], e, found) for e in found.exercises if e.attempt is not None]
    return msgspec.structs.replace(
        documents[max(numbers, key=lambda attempt: numbers[attempt])],
        score=sum(e.score for e in counting),
        points=sum(e.points for e in counting),
        exercises=counting,
    )


def _noted(exercise: ExerciseResult, counts: ExerciseStanding, whole: Standing) -> ExerciseResult:
    from grader.outcomes.result import CountedAttempt, iso, stored

    attempt = CountedAttempt(counts.number or 1, whole.attempts, iso(counts.submitted_at))
    notes = [*exercise.notes, *(_which(attempt) if whole.attempts > 1 and not counts.override else ())]
    if counts.override:
        notes.append(
            say(
                "your instructor set this score to {score} of {points} points: {reason}",
                score=number(counts.override.score),
                points=number(counts.points),
                reason=one_line(counts.override.reason, 300),
            )
        )
    elif counts.penalty and counts.score is not None:
        notes.append(
            say(
                "handed in late: {penalty} % are taken off, {score} of {points} points count",
                penalty=number(counts.penalty),
                score=number(counts.score),
                points=number(counts.points),
            )
        )
    score = exercise.score if counts.score is None else counts.score
    return stored(msgspec.structs.replace(exercise, score=score, notes=notes, attempt=attempt))


def _which(attempt: CountedAttempt) -> Iterator[Message]:
    values: dict[str, str | int] = {"number": attempt.number, "attempts": attempt.of}
    if attempt.submitted_at is None:
        yield say("attempt {number} of {attempts} counts", **values)
    else:
        when = attempt.submitted_at.replace("T", " ").replace(":00Z", " UTC").replace("Z", " UTC")
        yield say("attempt {number} of {attempts} counts, handed in {when}", when=when, **values)


def check_outcomes(connection: Connection, found: Standing) -> Iterator[CheckOutcome]:
    attempts = {e.id: e.attempt for e in found.exercises if e.attempt is not None}
    query = select(OutcomeRow.attempt, *(getattr(OutcomeRow, name) for name in _OUTCOME)).order_by(OutcomeRow.position)
    found_out = Explained(connection)
    by_exercise: dict[tuple[int, str], list[CheckOutcome]] = {}
    for attempt, *fields in connection.execute(query.where(OutcomeRow.attempt.in_(set(attempts.values())))).all():
        outcome = CheckOutcome(*fields)
        if outcome.status == "failed":
            outcome = replace(outcome, **found_out.of(attempt, outcome.exercise, outcome.check))
        by_exercise.setdefault((attempt, outcome.exercise), []).append(outcome)
    return itertools.chain.from_iterable(by_exercise.get((a, exercise), ()) for exercise, a in attempts.items())


_OUTCOME = ("exercise", "name", "title", "status", "cause", "mistake", "score", "points")
"""The columns that are a CheckOutcome, in its order."""


# -- writing


def student_row(student: Student) -> dict[str, Any]:
    """Names and ids come from outside: on one line, nothing in them that a database or a reader stumbles over."""
    ids = {kind: one_line(value, 200) for kind, value in sorted(student.ids.items())}
    return {"key": student.key, "name": one_line(student.name, 200), "ids": ids}


def upsert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Adds students, or corrects those who are there. rows: of `student_row`."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(StudentRow)
    new = {"name": statement.excluded.name, "ids": statement.excluded.ids}
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new), rows)


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
    connection.execute(delete(OverrideRow).where(OverrideRow.student.in_(keys)))
    connection.execute(delete(AttemptRow).where(AttemptRow.student.in_(keys)))  # its grades and outcomes go with it
    connection.execute(delete(StudentRow).where(StudentRow.key.in_(keys)))
