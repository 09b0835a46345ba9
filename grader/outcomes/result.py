"""The document that grading writes: result.json, as typed structures. Reports and exports see nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

import msgspec

from grader.errors import Cause
from grader.outcomes.outcome import CheckStatus, Curves, Entries, Frame, Graphs, Jacobians, Parameter

SCHEMA = 1

ExerciseStatus = Literal["passed", "failed", "not_attempted", "missing", "ungraded"]
Level = Literal["full", "container", "partial", "none"]
"""Of isolation, the strongest first (docs/security.md)."""


class CheckResult(msgspec.Struct, kw_only=True):
    """One claim and what was found. expected, actual: in words, at `where`. reading: what is generally true of the
    difference. hidden: the course keeps its data from students. Fields that do not apply are null or empty."""

    name: str
    title: str
    status: CheckStatus
    score: float
    points: float
    cause: Cause | None = None
    mistake: str | None = None
    message: str = ""
    hint: str = ""
    expected: str | None = None
    actual: str | None = None
    where: str | None = None
    reading: str | None = None
    detail: str | None = None
    curves: Curves | None = None
    jacobians: Jacobians | None = None
    entries: Entries | None = None
    graphs: Graphs | None = None
    parameters: list[Parameter] = []
    frames: list[Frame] = []
    hidden: bool = False


class Piece(msgspec.Struct, kw_only=True):
    """A file or cell of the submitted source, decoded for reading."""

    label: str
    text: str


class ExerciseResult(msgspec.Struct, kw_only=True):
    """All outcomes of one exercise. seconds: wall time. message: what holds for the whole file (it does not load, it
    is the stub), told once instead of with every check."""

    id: str
    title: str
    file: str | None
    status: ExerciseStatus
    score: float
    points: float
    seconds: float = 0.0
    stdout: str = ""
    message: str = ""
    notes: list[str] = []
    checks: list[CheckResult] = []
    source: list[Piece] = []


class Versions(msgspec.Struct, frozen=True):
    grader: str
    torch: str
    numpy: str
    python: str


class Result(msgspec.Struct, kw_only=True):
    """One graded submission. graded_at: UTC, ISO 8601. notes: what was found odd about how it was handed in."""

    schema: int = SCHEMA
    course: str
    student: str
    device: str
    isolation: Level
    layers: list[str] = []
    seed: str
    graded_at: str
    versions: Versions
    score: float
    points: float
    ignored: list[str] = []
    notes: list[str] = []
    exercises: list[ExerciseResult] = []

    @property
    def percent(self) -> float:
        return 100 * self.score / self.points if self.points else 0.0

    @property
    def ungraded(self) -> bool:
        return any(exercise.status == "ungraded" for exercise in self.exercises)


def to_json(result: Result) -> bytes:
    """Strict JSON: numbers that are not finite have become null before they got here."""
    return msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n"


def from_json(text: bytes) -> Result:
    """Raises msgspec.ValidationError for a document that is no result of this schema."""
    return msgspec.json.decode(text, type=Result)


def for_student(result: Result) -> Result:
    """The result as it may be handed to the student: of a hidden check only the title, the outcome and the hint, and
    nothing that such a check's calls could have printed."""
    return msgspec.structs.replace(result, exercises=[exercise_for_student(exercise) for exercise in result.exercises])


def exercise_for_student(exercise: ExerciseResult) -> ExerciseResult:
    """The same for one exercise."""
    if not any(check.hidden for check in exercise.checks):
        return exercise
    notes = [*exercise.notes, _UNSHOWN] if exercise.stdout else exercise.notes
    checks = [_outline(check) if check.hidden else check for check in exercise.checks]
    return msgspec.structs.replace(exercise, checks=checks, stdout="", notes=notes)


def _outline(check: CheckResult) -> CheckResult:
    kept = ("name", "title", "status", "score", "points", "cause", "hint", "hidden")
    message = _HIDDEN if check.status == "failed" else ""
    return CheckResult(**{name: getattr(check, name) for name in kept}, message=message)


_HIDDEN = "This check is hidden: its data and what it expects are not shown."
_UNSHOWN = "what the code printed is not shown, since hidden checks have called it"


def now() -> str:
    """UTC, as `graded_at` has it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def versions() -> Versions:
    """Of what computed the grades, without importing it."""
    import platform
    from importlib import metadata

    from grader import __version__

    return Versions(__version__, metadata.version("torch"), metadata.version("numpy"), platform.python_version())
