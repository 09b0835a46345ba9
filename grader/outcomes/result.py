"""The document that grading writes: result.json, as typed structures. Reports and exports see nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal, TypeVar

import msgspec

from grader.message import Message, Wording, say
from grader.outcomes.outcome import Evidence, Explanation
from grader.text import printable

SCHEMA = 1

ExerciseStatus = Literal["passed", "failed", "not_attempted", "missing", "ungraded"]
Level = Literal["full", "container", "partial", "none"]
"""Of isolation, the strongest first (docs/security.md)."""


class CheckResult(Evidence, frozen=True, kw_only=True):
    """One claim and what was found. expected, actual: in words, at `where`. reading: what is generally true of the
    difference. hidden: the course keeps its data from students. explanation: why, and where. cluster: the same for all
    unexplained answers that answer alike. words: text -> how it was made, of the texts here that have values in them,
    so that they can be told in other languages. Fields that do not apply are null or empty."""

    name: str
    title: str
    score: float
    points: float
    mistake: str | None = None
    hint: str = ""
    detail: str | None = None
    hidden: bool = False
    explanation: Explanation | None = None
    cluster: str | None = None
    words: dict[str, Wording] = msgspec.field(default_factory=dict)


class Piece(msgspec.Struct, kw_only=True):
    """A file or cell of the submitted source, decoded for reading. run: the number that Jupyter shows beside the cell,
    In [7]; 0 where there is none."""

    label: str
    text: str
    run: int = 0


class CountedAttempt(msgspec.Struct, frozen=True):
    """Which of a student's attempts counts: number, from 1, of `of`. submitted_at: UTC, ISO 8601, where it is known."""

    number: int
    of: int
    submitted_at: str | None = None


class ItemResult(msgspec.Struct, kw_only=True, frozen=True):
    """What somebody graded beside the checks. kind: points, deduction, bonus or choice. score: null until it is graded;
    of a deduction what it takes. by: who graded it. answer: what the
    student wrote for it, as plain text."""

    id: str
    title: str
    kind: str
    points: float
    score: float | None = None
    choice: str | None = None
    comments: list[str] = []
    by: str = ""
    answer: str = ""


class ExerciseResult(msgspec.Struct, kw_only=True):
    """All outcomes of one exercise. seconds: wall time. message: what holds for the whole file (it does not load, it
    is the stub), told once instead of with every check. attempt: the one that counts, in what comes from a gradebook.
    items: what people grade. words: as in a check, of the message and the notes."""

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
    attempt: CountedAttempt | None = None
    items: list[ItemResult] = []
    words: dict[str, Wording] = {}


class Versions(msgspec.Struct, frozen=True):
    grader: str
    torch: str
    numpy: str
    python: str


class Result(msgspec.Struct, kw_only=True):
    """One graded submission. graded_at: UTC, ISO 8601. notes: what was found odd about how it was handed in. words: as
    in a check, of the notes."""

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
    words: dict[str, Wording] = {}

    @property
    def percent(self) -> float:
        return 100 * self.score / self.points if self.points else 0.0

    @property
    def ungraded(self) -> bool:
        return any(exercise.status == "ungraded" for exercise in self.exercises)


def beyond(check: CheckResult) -> str:
    """What the check's explanation says that its message and reading do not; empty where that is nothing."""
    text = check.explanation.text if check.explanation else ""
    for told in (check.message, check.reading or ""):
        if (told := told.rstrip(". ")) and text.startswith(told):
            text = text.removeprefix(told).lstrip(". ")
    return text


SHOWN_MESSAGE = 4_000
"""Characters of any one text in a result; in one that is cut there, how it was made is not kept."""
Texts = TypeVar("Texts", CheckResult, ExerciseResult, Result)


def stored(found: Texts) -> Texts:
    """The same as plain data: of its messages the English text, harmless, and beside it, in `words`, how it was made.

    To be called where messages have become part of a result; what is stored already stays as it is.
    """
    changes: dict[str, object] = {}
    words = dict(found.words)
    for name in ("message", "detail", "reading", "expected", "actual", "where"):
        if isinstance(text := getattr(found, name, None), Message):
            changes[name] = _plain(text, words)
    if not isinstance(found, CheckResult) and any(isinstance(note, Message) for note in found.notes):
        changes["notes"] = [_plain(note, words) if isinstance(note, Message) else note for note in found.notes]
    if isinstance(found, CheckResult) and found.explanation is not None:
        changes["explanation"] = retexted(found.explanation, lambda text: _told_plainly(text, words))
    return msgspec.structs.replace(found, words=words, **changes)


def retexted(explanation: Explanation, change: Callable[[str], str]) -> Explanation:
    """The same with every sentence in it changed."""
    told = {name: change(text) for name in ("text", "sure", "hint") if (text := getattr(explanation, name))}
    return msgspec.structs.replace(explanation, also=[change(text) for text in explanation.also], **told)


def _told_plainly(text: str, words: dict[str, Wording]) -> str:
    return _plain(text, words) if isinstance(text, Message) else harmless(text)


def _plain(message: Message, words: dict[str, Wording]) -> str:
    text = harmless(message)
    if message.values and len(message) <= SHOWN_MESSAGE:
        words.setdefault(text, message.changed(printable).wording)
    return text


def harmless(text: str) -> str:
    """Cut to SHOWN_MESSAGE, and nothing in it is obeyed: names that students made up stand in sentences (parameters,
    keys, devices)."""
    return printable(text if len(text) <= SHOWN_MESSAGE else f"{text[:SHOWN_MESSAGE]} …")


def to_json(result: Result) -> bytes:
    """Strict JSON: numbers that are not finite have become null before they got here."""
    return msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n"


def from_json(text: bytes) -> Result:
    """Raises msgspec.ValidationError for a document that is not a result of this schema."""
    try:
        return msgspec.json.decode(text, type=Result)
    except RecursionError:
        raise msgspec.ValidationError("nested too deep") from None


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
    return stored(msgspec.structs.replace(exercise, checks=checks, stdout="", notes=notes))


def _outline(check: CheckResult) -> CheckResult:
    kept = ("name", "title", "status", "score", "points", "cause", "hint", "hidden")
    message = _HIDDEN if check.status == "failed" else ""
    return stored(CheckResult(**{name: getattr(check, name) for name in kept}, message=message))


_HIDDEN = say("This check is hidden: its data and what it expects are not shown.")
_UNSHOWN = say("what the code printed is not shown, since hidden checks have called it")


def now() -> str:
    """UTC, as `graded_at` has it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso(moment: datetime | None) -> str | None:
    """The same of another moment."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def versions() -> Versions:
    """Of what computed the grades, without importing it."""
    import platform
    from importlib import metadata

    from grader._version import __version__

    return Versions(__version__, metadata.version("torch"), metadata.version("numpy"), platform.python_version())
