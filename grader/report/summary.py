"""What the class's page is made from: plain data, and how it is read out of the gradebook."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

from grader.message import Message, Wording
from grader.outcomes.outcome import Kind
from grader.outcomes.result import iso
from grader.people import Kind as ProblemKind
from grader.people import Problem
from grader.text import printable

if TYPE_CHECKING:
    from grader.courses.course import Course, CourseExercise
    from grader.gradebook import CheckOutcome, ExerciseStanding, Standing


class Outline(msgspec.Struct):
    """An exercise and the titles of its checks, in their order."""

    id: str
    title: str
    points: float
    checks: list[str] = []


class ExerciseCell(msgspec.Struct):
    """One student's exercise. status: as in result.json, or `absent`. score: what counts, None where there is none.
    attempt: which of the student's attempts that is from, from 1. submitted_at: of that attempt, as in result.json.
    due: until when it was on time, where that is an extension's. tries, passed_at: how many attempts at it there are,
    and which of them was the first to pass. between: seconds from the first to the last."""

    status: str
    score: float | None = None
    overridden: bool = False
    attempt: int | None = None
    submitted_at: str | None = None
    due: str | None = None
    tries: int = 0
    passed_at: int | None = None
    between: float | None = None

    @property
    def ungraded(self) -> bool:
        return self.status == "ungraded" and self.score is None


class FailedCheck(msgspec.Struct):
    """A check that did not pass. exercise, check: their places in the outlines. kind: of what was found out; None where
    nothing was. cluster: the same for all unexplained answers that answer alike."""

    exercise: int
    check: int
    cause: str | None = None
    mistake: str | None = None
    kind: Kind | None = None
    cluster: str | None = None


class StudentSummary(msgspec.Struct):
    """cells: one for each exercise. score: the total, None where some of it has no score. handed_in: anything ever.
    tokens: late days that cost nothing, of the course's. pending: parts that people have yet to grade. skipped: the
    places (exercise, check) of checks that were not run."""

    key: str
    name: str
    status: Literal["graded", "incomplete", "absent"]
    score: float | None
    points: float
    cells: list[ExerciseCell]
    findings: list[FailedCheck] = []
    late: bool = False
    handed_in: bool = True
    attempts: int = 1
    tokens: int = 0
    pending: int = 0
    skipped: list[tuple[int, int]] = []


class ClassRemark(msgspec.Struct):
    """A line on how the class's work came in. kind: see `people.Problem`. words: as in a result."""

    text: str
    kind: ProblemKind = "other"
    words: dict[str, Wording] = {}

    @classmethod
    def of(cls, problem: Problem) -> ClassRemark:
        line, text = problem.line, str(problem)
        return cls(text, problem.kind, {text: line.changed(printable).wording} if isinstance(line, Message) else {})

    @property
    def problem(self) -> Problem:
        return Problem(self.words[self.text].message() if self.text in self.words else self.text, self.kind)


class ClassSummary(msgspec.Struct, kw_only=True):
    """mistakes: "<exercise>/<mistake>" -> what its students read. graded_at: UTC, ISO 8601. tokens: late days that each
    student has for nothing."""

    course: str
    exercises: list[Outline]
    students: list[StudentSummary]
    mistakes: dict[str, str] = {}
    remarks: list[ClassRemark] = []
    graded_at: str = ""
    tokens: int = 0


def summary_of(
    course: Course,
    outcomes: Iterable[tuple[Standing, list[CheckOutcome]]],
    problems: Iterable[Problem] = (),
    graded_at: str = "",
) -> ClassSummary:
    """The class as the gradebook has it: `summary_of(course, book.outcomes(course))`."""
    exercises = list(course.exercises.values())
    outlines = [Outline(e.id, e.spec.title, e.worth, [c.title for c in e.spec.checks]) for e in exercises]
    places = {(e.id, check.name): (i, j) for i, e in enumerate(exercises) for j, check in enumerate(e.spec.checks)}
    students, seen = [], set()
    for standing, found in outcomes:
        findings = [
            FailedCheck(*places[o.exercise, o.check], o.cause, o.mistake, *_found_out(o))
            for o in found
            if o.status in ("failed", "ungraded") and (o.exercise, o.check) in places
        ]
        seen |= {(o.exercise, o.mistake) for o in found if o.mistake}
        skipped = [
            places[o.exercise, o.check] for o in found if o.status == "skipped" and (o.exercise, o.check) in places
        ]
        students.append(_row(standing, findings, skipped))
    texts = {f"{e}/{m}": _text(course.exercises[e], m) for e, m in sorted(seen) if e in course.exercises}
    return ClassSummary(
        course=course.title,
        exercises=outlines,
        students=students,
        mistakes=texts,
        remarks=[ClassRemark.of(problem) for problem in problems],
        graded_at=graded_at,
        tokens=course.policy.tokens_at_one and course.policy.tokens,
    )


def _found_out(outcome: CheckOutcome) -> tuple[Kind | None, str | None]:
    """The kind of mistake, or what unexplained answers are grouped by."""
    if outcome.cluster is not None or outcome.explanation is None:
        return None, outcome.cluster
    return outcome.explanation.kind or "other", None


def _row(standing: Standing, findings: list[FailedCheck], skipped: list[tuple[int, int]]) -> StudentSummary:
    return StudentSummary(
        key=standing.student.key,
        name=standing.student.name or standing.student.key,
        status=standing.status,
        score=standing.score,
        points=standing.points,
        cells=[_cell(exercise) for exercise in standing.exercises],
        findings=findings,
        late=standing.days_late > 0,
        handed_in=standing.attempts > 0,
        attempts=standing.attempts,
        tokens=standing.tokens,
        pending=standing.pending,
        skipped=skipped,
    )


def _cell(found: ExerciseStanding) -> ExerciseCell:
    between = found.progress.between
    return ExerciseCell(
        found.status,
        found.score,
        found.override is not None,
        found.number,
        iso(found.submitted_at),
        iso(found.due) if found.extended else None,
        found.progress.attempts,
        found.progress.passed_at,
        None if between is None else between.total_seconds(),
    )


def _text(exercise: CourseExercise, mistake: str) -> str:
    """What students read of the mistake: its file's docstring, without running anything."""
    path = exercise.folder / "mistakes" / f"{mistake}.py"
    try:
        return " ".join((ast.get_docstring(ast.parse(path.read_bytes())) or "").split())
    except (OSError, SyntaxError, ValueError):  # the course has changed since
        return ""
