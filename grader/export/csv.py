"""gradebook.csv: one row a student, for people and their spreadsheets.

UTF-8 with a byte order mark when written to a file, comma, CRLF: what Excel opens right. Where the decimal sign is a
comma, open it by Data > From Text/CSV. Text that would be a formula gets an apostrophe in front, and so does a part of
it that would be one if the file were read with another separator.

attempt, submitted_at: which attempt counts, and when it was handed in. Where several count, it is said which one for
each exercise, and when the newest was handed in. late_days_spent: of a course that has such tokens. Of an
exercise of which people grade a part there are also what the checks gave, what people gave, and how many parts nobody
has graded yet: it has no score until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grader.courses.course import Course
from grader.export.common import Gaps, cell, exact
from grader.export.sheet import Sheet
from grader.gradebook import Gradebook, Standing
from grader.outcomes.result import iso

KINDS = ("email", "login", "sid", "github", "canvas", "moodle", "gradescope")
"""What other systems call a student, in the order of the columns; those that nobody has are left out."""


def write(book: Gradebook, course: Course, out: Path | None) -> list[str]:
    there = {kind for student in book.students() for kind in student.ids}
    kinds = [kind for kind in KINDS if kind in there]
    late = ("late", "late_days_spent") if course.policy.tokens else ("late",)
    by_people = [exercise.id for exercise in course.exercises.values() if exercise.items]
    parts = [f"{id} ({part})" for id in by_people for part in ("automatic", "manual", "pending")]
    totals = ("total", "points", "percent", *late, "attempts", "attempt", "submitted_at", "status")
    gaps, rows = Gaps(), [["student", "name", *kinds, *course.exercises, *parts, *totals]]
    for standing in book.standings(course):
        rows.append([*_row(standing, kinds, by_people, with_tokens=len(late) > 1)])
        gaps.see(standing)
    Sheet("gradebook.csv", rows, bom=out is not None).write(out)
    return gaps.notes()


def _row(standing: Standing, kinds: list[str], by_people: list[str], *, with_tokens: bool) -> Iterator[str]:
    student = standing.student
    yield from map(cell, (student.key, student.name, *(student.ids.get(kind, "") for kind in kinds)))
    yield from (exact(exercise.score) for exercise in standing.exercises)
    for exercise in standing.exercises:
        if exercise.id in by_people:
            is_there = exercise.status != "absent"
            manual = exercise.manual if exercise.marks else None
            yield from (exact(exercise.raw), exact(manual), str(exercise.pending) if is_there else "")
    yield from (exact(standing.score), exact(standing.points), exact(standing.percent))
    yield "" if not standing.attempts else "yes" if standing.days_late else "no"
    if with_tokens:
        yield str(standing.tokens)
    yield from (str(standing.attempts), standing.counting)
    yield iso(standing.counting_at) or ""
    yield standing.status
