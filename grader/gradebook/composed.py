"""What a report shows of a student: each exercise from the attempt that counts, with what people decided and gave."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select

from grader.courses import moments
from grader.courses.course import Course
from grader.courses.items import Item
from grader.gradebook import written
from grader.gradebook.rows import before
from grader.gradebook.schema import AttemptRow
from grader.gradebook.standing import ExerciseStanding, ItemMark, Standing
from grader.message import Message, say
from grader.text import number, one_line

if TYPE_CHECKING:
    from grader.outcomes.result import CountedAttempt, ExerciseResult, ItemResult, Result


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
    texts = written.of(connection, found.student.key) if any(e.items for e in course.exercises.values()) else {}
    counting = [
        _noted(exercises[e.attempt, e.id], e, found, course, texts) for e in found.exercises if e.attempt is not None
    ]
    _tell_of_regrades(connection, found, counting, exercises)
    return msgspec.structs.replace(
        documents[max(numbers, key=lambda attempt: numbers[attempt])],
        score=sum(e.score for e in counting),
        points=sum(e.points for e in counting),
        exercises=counting,
    )


def _noted(
    exercise: ExerciseResult,
    counts: ExerciseStanding,
    whole: Standing,
    course: Course,
    texts: Mapping[tuple[str, str], str],
) -> ExerciseResult:
    from grader.outcomes.result import CountedAttempt, iso, stored

    attempt = CountedAttempt(counts.number or 1, whole.attempts, iso(counts.submitted_at))
    notes = [*exercise.notes, *(_which(attempt) if whole.attempts > 1 and not counts.override else ())]
    notes += _decided(counts)
    score = counts.so_far if counts.score is None else counts.score
    changed = {"points": counts.points, "score": exercise.score if score is None else score}
    items = [
        _item(item, counts.marks.get(item.id), course, texts.get((counts.id, item.id), ""))
        for item in course.exercises[counts.id].items
    ]
    return stored(msgspec.structs.replace(exercise, **changed, notes=notes, attempt=attempt, items=items))


def _tell_of_regrades(
    connection: Connection,
    found: Standing,
    counting: list[ExerciseResult],
    exercises: Mapping[tuple[int, str], ExerciseResult],
) -> None:
    """Adds a note to each exercise whose checks gave another score before they were changed."""
    from grader.outcomes.result import stored

    earlier = before(connection, found.student.key)
    if not earlier:
        return
    query = select(AttemptRow.id, AttemptRow.submission).where(AttemptRow.student == found.student.key)
    submissions = {row.id: row.submission for row in connection.execute(query)}
    attempts = [e.attempt for e in found.exercises if e.attempt is not None]
    for i, (attempt, exercise) in enumerate(zip(attempts, counting, strict=True)):
        at, then = earlier.get(submissions[attempt], (None, None))
        was = next((e for e in then.exercises if e.id == exercise.id), None) if then else None
        now = exercises[attempt, exercise.id]
        if at is not None and was is not None and was.score != now.score and was.status != "ungraded":
            note = say(
                "graded again on {day}: the checks gave {before} points before, and give {now} now",
                day=at.date().isoformat(),
                before=number(was.score),
                now=number(now.score),
            )
            counting[i] = stored(msgspec.structs.replace(exercise, notes=[*exercise.notes, note]))


def _item(item: Item, mark: ItemMark | None, course: Course, text: str) -> ItemResult:
    from grader.outcomes.result import ItemResult

    found = ItemResult(id=item.id, title=item.title, kind=item.kind, points=item.points, answer=text)
    if mark is None:
        return found
    said = [course.comments.get(key, key) for key in mark.keys]
    said += [mark.comment] if mark.comment else []
    return msgspec.structs.replace(found, score=mark.score, choice=mark.choice, comments=said, by=mark.by)


def _decided(counts: ExerciseStanding) -> Iterator[Message]:
    """What made another score of what the checks gave."""
    if counts.override:
        yield say(
            "your instructor set this score to {score} of {points} points: {reason}",
            score=number(counts.override.score),
            points=number(counts.points),
            reason=one_line(counts.override.reason, 300),
        )
        return
    if counts.pending:
        yield say("parts that people have yet to grade: {count}; their points are open", count=counts.pending)
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
