"""The document that grading writes: result.json, as typed structures. Reports and exports see nothing else."""

from __future__ import annotations

from typing import Literal

import msgspec

from grader.errors import Cause
from grader.outcome import Curves, Frame, Jacobians

SCHEMA = 1

ExerciseStatus = Literal["passed", "failed", "not_attempted", "missing", "ungraded"]
CheckStatus = Literal["passed", "failed", "skipped", "ungraded"]
IsolationLevel = Literal["full", "partial", "none"]


class CheckResult(msgspec.Struct, kw_only=True):
    """One claim and what was found. expected, actual: in words, at `where`. reading: what is generally true of the
    difference. Fields that do not apply are null."""

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
    frames: list[Frame] = []


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


class Versions(msgspec.Struct):
    grader: str
    torch: str
    numpy: str
    python: str


class Result(msgspec.Struct, kw_only=True):
    """One graded submission. graded_at: UTC, ISO 8601."""

    schema: int = SCHEMA
    course: str
    student: str
    device: str
    isolation: IsolationLevel
    layers: list[str] = []
    seed: str
    graded_at: str
    versions: Versions
    score: float
    points: float
    ignored: list[str] = []
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
