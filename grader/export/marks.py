"""Rows for those who grade what a machine cannot judge: one for each student and item, blind unless told otherwise.

A row says by a number whose work it is, which only the gradebook resolves. `mark` is the number of the mark that was
there; `grade marks import` sees by it whether another one has come since.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from grader.courses.course import Course
from grader.courses.items import Item
from grader.export.common import cell, exact
from grader.export.sheet import Sheet
from grader.gradebook import ExerciseStanding, Gradebook, Standing
from grader.text import file_name

HEADER = ["number", "exercise", "item", "title", "kind", "points", "score", "comments", "comment", "mark"]
Rows = list[list[str]]
Answers = Callable[[str, str, Item], str]
"""Student key, exercise and item -> text."""


def blocks(
    book: Gradebook, course: Course, keys: Sequence[str] | None, *, named: bool, answers: Answers | None = None
) -> list[tuple[str, Rows]]:
    """(section, rows) for each student's exercise, in the order of the numbers, which says nothing. keys: of those
    students alone. named: whether their names stand there. answers: what a student wrote for an item."""
    wanted = set(keys) if keys is not None else None
    handed_in = [
        (standing, exercise)
        for standing in book.standings(course)
        if wanted is None or standing.student.key in wanted
        for exercise in standing.exercises
        if exercise.status != "absent" and course.exercises[exercise.id].items
    ]
    numbers = book.numbers((standing.student.key, exercise.id) for standing, exercise in handed_in)
    of = {about: number for number, about in numbers.items()}
    sections = {student.key: student.section for student in book.students()}
    found = [
        (of[standing.student.key, e.id], sections[standing.student.key], [*_rows(standing, e, course, of, named=named)])
        for standing, e in handed_in
    ]
    if answers is not None:
        for (standing, e), (_, _, rows) in zip(handed_in, found, strict=True):
            for row, item in zip(rows, course.exercises[e.id].items, strict=True):
                row.append(cell(answers(standing.student.key, e.id, item)))
    return [(section, rows) for _, section, rows in sorted(found)]


def _rows(
    standing: Standing, exercise: ExerciseStanding, course: Course, of: dict[tuple[str, str], int], *, named: bool
) -> Iterator[list[str]]:
    student = standing.student
    who = [cell(student.key), cell(student.name)] if named else []
    for item in course.exercises[exercise.id].items:
        mark = exercise.marks.get(item.id)
        given = [""] * 4
        if mark is not None:
            given = [mark.choice or exact(mark.score), " ".join(mark.keys), cell(mark.comment), str(mark.id)]
        about = [str(of[student.key, exercise.id]), exercise.id, item.id, cell(item.title), item.kind, _points(item)]
        yield [*about, *given, *who]


def _points(item: Item) -> str:
    if item.kind == "choice":
        return ", ".join(f"{name} = {exact(points)}" for name, points in item.choices.items())
    return exact(item.points)


def write(found: list[tuple[str, Rows]], out: Path | None, *, named: bool, answered: bool = False) -> None:
    header = [*HEADER, *(("student", "name") if named else ()), *(("answer",) if answered else ())]
    rows = [header, *(row for _, rows in found for row in rows)]
    Sheet("marks.csv", rows, bom=out is not None).write(out)


def shares(found: list[tuple[str, Rows]], among: str) -> dict[str, list[tuple[str, Rows]]]:
    """A file's name -> its part. among: "sections", or a number of graders, who get students at random."""
    parts: dict[str, list[tuple[str, Rows]]] = {}
    if among == "sections":
        for section, rows in found:
            parts.setdefault(f"section-{file_name(section or 'none')}.csv", []).append((section, rows))
        return parts
    count = int(among)
    order = random.SystemRandom().sample(range(len(found)), len(found))
    for place, index in enumerate(order):
        parts.setdefault(f"grader-{place % count + 1}.csv", []).append(found[index])
    return parts
