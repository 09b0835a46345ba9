"""From outcomes to results: check status, exercise status, and outcomes made by the grader itself."""

from __future__ import annotations

import re
from typing import Any

from grader.courses.course import CourseExercise, Mistake
from grader.courses.spec import Check
from grader.message import Message, on_one_line, say
from grader.outcomes.outcome import Evidence, Outcome
from grader.outcomes.result import CheckResult, ExerciseResult, ExerciseStatus, Piece, harmless, stored
from grader.sessions.session import WorkerSession
from grader.submission.source import Source
from grader.text import one_line, printable

_OF_SIZES = re.compile(r"IndexError: |shapes cannot be multiplied|size mismatch|must match the size|for input of size")
"""In what was raised where sizes do not fit."""
SHOWN_SOURCE, PIECE = 400_000, 100
"""Characters of source that are kept for the report; what a file or cell counts beside its own."""


def is_not_implemented(outcomes: list[Outcome]) -> bool:
    """Whether that is all there is to say of the answer."""
    asked = [outcome for outcome in outcomes if outcome.status != "skipped"]
    return bool(asked) and all(outcome.not_implemented for outcome in asked)


def skipped(check: Check) -> Outcome:
    message = say(
        "The first part of this check passed. The rest runs your code without autograd, "
        "which is not possible in a notebook: {its_points} not counted here; `grade submit` "
        "runs it.",
        its_points=_its_points(check),
    )
    return Outcome.skipped(message)


def unseen(check: Check) -> Outcome:
    """A hidden check's data would lie in the kernel of whoever it is hidden from."""
    message = say(
        "This check is hidden and does not run in a notebook: {its_points} not counted here.",
        its_points=_its_points(check),
    )
    return Outcome.skipped(message)


def _its_points(check: Check) -> Message:
    return say("its point is") if check.points == 1 else say("its {points} points are", points=f"{check.points:g}")


def ungraded(message: str) -> Outcome:
    return Outcome.ungraded(on_one_line(message, 400))


def of_check(check: Check, outcome: Outcome, mistake: Mistake | None) -> CheckResult:
    """What the outcome says; a mistake's words in the place of the check's own, which become the detail."""
    found = outcome.message
    if outcome.reading:
        found = say("{message}. {reading}", message=outcome.message, reading=outcome.reading)
    evidence = {name: _harmless(getattr(outcome, name)) for name in Evidence.__struct_fields__}
    evidence["message"] = mistake.text if mistake else _harmless(found)
    result = CheckResult(
        name=check.name,
        title=check.title,
        score=check.points if outcome.passed else 0.0,
        points=check.points,
        mistake=mistake.name if mistake else None,
        detail=_harmless(found) if mistake else None,
        hint="" if outcome.status in ("passed", "skipped") else check.hint,
        hidden=check.hidden,
        **evidence,
    )
    return stored(result)


def _harmless(found: Any) -> Any:
    """A message becomes so when it is stored."""
    return harmless(found) if isinstance(found, str) and not isinstance(found, Message) else found


def of_exercise(exercise: CourseExercise, checks: list[CheckResult], message: str, seconds: float) -> ExerciseResult:
    """message: what stopped every check, told once."""
    not_counted = sum(check.points for check in checks if check.status == "skipped")
    result = _result(exercise, _status(checks), message, checks, exercise.points - not_counted)
    result.score, result.seconds = sum(check.score for check in checks), round(seconds, 3)
    return result


def _result(
    exercise: CourseExercise, status: ExerciseStatus, message: str, checks: list[CheckResult], points: float
) -> ExerciseResult:
    title = exercise.spec.title
    result = ExerciseResult(
        id=exercise.id, title=title, file=None, status=status, score=0.0, points=points, message=message, checks=checks
    )
    return stored(result)


def _status(checks: list[CheckResult]) -> ExerciseStatus:
    statuses = {check.status for check in checks} - {"skipped"}
    if "ungraded" in statuses or not statuses:
        return "ungraded"
    return "passed" if statuses == {"passed"} else "failed"


def unattempted(
    exercise: CourseExercise, status: ExerciseStatus, source: Source | None, message: str
) -> ExerciseResult:
    """The result of an exercise none of whose checks says anything."""
    checks = [
        CheckResult(
            name=c.name, title=c.title, status="skipped", score=0.0, points=c.points, hint=c.hint, hidden=c.hidden
        )
        for c in exercise.spec.checks
    ]
    result = _result(exercise, status, message, checks, exercise.points)
    return _of_file(result, source) if source else result


def _of_file(result: ExerciseResult, source: Source) -> ExerciseResult:
    result.file, result.notes = source.file, list(source.notes)
    return stored(result)


def with_source(
    result: ExerciseResult, exercise: CourseExercise, source: Source, session: WorkerSession
) -> ExerciseResult:
    """The result with the submitted source, its output in the session, and remarks on both."""
    result = _of_file(result, source)
    if result.status != "not_attempted":
        stubs, remarks = session.stubs_used, exercise.spec.remarks
        result.notes += [say("{name} is not here: a stub that does nothing took its place", name=n) for n in stubs]
        result.notes += session.passed_over()
        if result.status == "failed":
            result.notes += session.suspects(*_kinds(result.checks))
        if result.status == "passed":  # a wrong answer has more important things to hear than remarks on its style
            result.notes += [remark.words for remark in remarks if remark.fits(session.names_used)]
        result.stdout, result.source = printable(session.output.text), _pieces(source)
    return stored(result)


def _kinds(checks: list[CheckResult]) -> tuple[str, ...]:
    """Of slips that may be a cause of what the checks found."""
    sized = any(check.cause == "wrong_shape" or _OF_SIZES.search(check.message) for check in checks)
    return ("not_called", "global", "default", "unused", *(("turns",) if sized else ()))


def _pieces(source: Source) -> list[Piece]:
    pieces, left, runs = [], SHOWN_SOURCE, {f"cell {cell.number}": cell.run for cell in source.cells}
    for label, text in source.pieces():
        if left > 0 and text.strip():
            pieces.append(Piece(label=one_line(label, 100), text=printable(text[:left]), run=runs.get(label, 0)))
            left -= len(text) + PIECE
    return pieces
