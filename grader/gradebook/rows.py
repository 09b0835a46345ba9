"""Between rows and what they hold: students and results are written; standings, results and checks' outcomes read."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, Row, Select, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from grader.courses import moments
from grader.courses.course import Course
from grader.courses.items import Item
from grader.gradebook.attempts import OLDEST_FIRST
from grader.gradebook.schema import DECISIONS, AttemptRow, GradeRow, OutcomeRow, StudentRow
from grader.gradebook.standing import Decisions, ExerciseAttempt, ExerciseStanding, Mark, Standing, Standings
from grader.message import Message, say
from grader.people import Student
from grader.text import number, one_line

if TYPE_CHECKING:
    from grader.outcomes.result import CountedAttempt, ExerciseResult, ItemResult, Result


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


def tried_of(rows: Sequence[Row[Any]]) -> dict[str, list[ExerciseAttempt]]:
    """By exercise. rows: one student's, of `tried_rows`."""
    tried: dict[str, list[ExerciseAttempt]] = {}
    numbers = {number: i for i, number in enumerate(dict.fromkeys(row.attempt for row in rows), 1)}
    for row in rows:
        if row.exercise is not None:
            one = ExerciseAttempt(row.attempt, numbers[row.attempt], row.submitted_at, row.late, row.status, row.score)
            tried.setdefault(row.exercise, []).append(one)
    return tried


def standing_of(rows: Sequence[Row[Any]], standings: Standings, decided: Decisions) -> Standing:
    last = rows[-1]
    attempts = len({row.attempt for row in rows} - {None})
    student = Student(last.key, last.name, last.ids)
    return standings.of(student, tried_of(rows), decided, attempts, last.submitted_at)


def document(connection: Connection, attempt: int) -> Result:
    packed = connection.scalar(select(AttemptRow.document).where(AttemptRow.id == attempt))
    assert packed is not None
    from grader.outcomes.result import from_json

    # An earlier version kept the class's seed here: no report is to show it.
    return msgspec.structs.replace(from_json(zlib.decompress(packed)), seed="")


def composed(connection: Connection, found: Standing, course: Course) -> Result | None:
    """The document of the newest attempt that counts, its exercises exchanged for those that count, each with the score
    that counts, which attempt it is from, and a note where that is not what the checks gave."""
    numbers = {e.attempt: e.number for e in found.exercises if e.attempt is not None and e.number is not None}
    if not numbers:
        return None
    documents = {attempt: document(connection, attempt) for attempt in numbers}
    exercises = {(a, e.id): e for a, document in documents.items() for e in document.exercises}
    counting = [_noted(exercises[e.attempt, e.id], e, found, course) for e in found.exercises if e.attempt is not None]
    return msgspec.structs.replace(
        documents[max(numbers, key=lambda attempt: numbers[attempt])],
        score=sum(e.score for e in counting),
        points=sum(e.points for e in counting),
        exercises=counting,
    )


def _noted(exercise: ExerciseResult, counts: ExerciseStanding, whole: Standing, course: Course) -> ExerciseResult:
    from grader.outcomes.result import CountedAttempt, iso, stored

    attempt = CountedAttempt(counts.number or 1, whole.attempts, iso(counts.submitted_at))
    notes = [*exercise.notes, *(_which(attempt) if whole.attempts > 1 and not counts.override else ())]
    notes += _decided(counts)
    score = counts.so_far if counts.score is None else counts.score
    changed = {"points": counts.points, "score": exercise.score if score is None else score}
    items = [_item(item, counts.marks.get(item.id), course) for item in course.exercises[counts.id].items]
    return stored(msgspec.structs.replace(exercise, **changed, notes=notes, attempt=attempt, items=items))


def _item(item: Item, mark: Mark | None, course: Course) -> ItemResult:
    from grader.outcomes.result import ItemResult

    found = ItemResult(id=item.id, title=item.title, kind=item.kind, points=item.points)
    if mark is None:
        return found
    said = [course.comments.get(key, key) for key in mark.keys]
    said += [mark.comment] if mark.comment else []
    return msgspec.structs.replace(found, score=mark.score, choice=mark.choice, comments=said, by=mark.by)


def _decided(counts: ExerciseStanding) -> Iterator[Message]:
    """What made another score of what the checks gave."""
    if counts.override:
        yield say(
            "your instructor set this to {score} of {points} points: {reason}",
            score=number(counts.override.score),
            points=number(counts.points),
            reason=one_line(counts.override.reason, 300),
        )
        return
    if counts.pending:
        yield say(
            "parts that people grade and have not graded yet: {count}; their points are open", count=counts.pending
        )
    if counts.extended and counts.due is not None:
        yield say("you had more time for this: until {when}", when=moments.shown(counts.due, UTC))
    if counts.tokens:
        yield say("late days of yours that are spent here and cost nothing: {tokens}", tokens=counts.tokens)
    if counts.penalty and counts.score is not None:
        yield say(
            "handed in late: {penalty} % are taken off, {score} of {points} points count",
            penalty=number(counts.penalty),
            score=number(counts.score),
            points=number(counts.points),
        )


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
    by_exercise: dict[tuple[int, str], list[CheckOutcome]] = {}
    for attempt, *fields in connection.execute(query.where(OutcomeRow.attempt.in_(set(attempts.values())))):
        by_exercise.setdefault((attempt, fields[0]), []).append(CheckOutcome(*fields))
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
    ids = {kind: one_line(value, 200) for kind, value in sorted(student.ids.items())}
    section = one_line(student.section, 200) or None
    return {"key": student.key, "name": one_line(student.name, 200), "ids": ids, "section": section}


def upsert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Adds students, or corrects those who are there. rows: of `student_row`."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(StudentRow)
    section = func.coalesce(statement.excluded.section, StudentRow.section)  # a batch without a roster knows none
    new = {"name": statement.excluded.name, "ids": statement.excluded.ids, "section": section}
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
    for decision in DECISIONS:
        connection.execute(delete(decision).where(decision.student.in_(keys)))
    connection.execute(delete(AttemptRow).where(AttemptRow.student.in_(keys)))  # its grades and outcomes go with it
    connection.execute(delete(StudentRow).where(StudentRow.key.in_(keys)))
