"""What course.toml may say."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from grader.errors import CourseError
from grader.policy import Counts, Policy
from grader.sandbox.limits import Limits

FILE = "course.toml"
_MIB = 2**20


class ExerciseTable(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    points: float


class LimitsTable(msgspec.Struct, forbid_unknown_fields=True):
    """Seconds of wall time and MiB."""

    load: float = 20
    call: float = 10
    exercise: float = 120
    memory: int = 2048
    file_size: int = 32
    output: int = 4


class LateTable(msgspec.Struct, forbid_unknown_fields=True):
    """As in Policy."""

    grace_hours: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    percent_per_day: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0
    most_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 100.0
    file_times: bool = False


class CourseTable(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    title: str
    exercise: list[ExerciseTable] = []
    stand_ins: list[str] = []
    lang: str = "en"
    counts: Counts = "best"
    deadline: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    late: LateTable = msgspec.field(default_factory=LateTable)
    limits: LimitsTable = msgspec.field(default_factory=LimitsTable)


def read(path: Path, text: bytes) -> CourseTable:
    """Raises CourseError for what may not be there, with the keys of its table that may, and for
    ids that name no exercise."""
    try:
        table = msgspec.toml.decode(text, type=CourseTable)
    except msgspec.MsgspecError as error:
        raise CourseError(f"{path}: {error}{_keys(str(error))}") from None
    seen: set[str] = set()
    for exercise in table.exercise:
        if exercise.id in seen:
            raise CourseError(
                f"{path}: the exercise {exercise.id!r} is listed twice: take one of the two out, or rename it"
            )
        if not exercise.id.isidentifier():
            raise CourseError(f"{path}: the id {exercise.id!r} is no Python name: use letters, digits and _")
        seen.add(exercise.id)
    return table


def _keys(message: str) -> str:
    """After the message that a key is unknown: those that its table may have."""
    if "unknown field" not in message:
        return ""
    _, _, place = message.partition(" - at `$.")
    tables = {"": CourseTable, "limits`": LimitsTable, "late`": LateTable}
    return f"; the keys there may be are {', '.join(tables.get(place, ExerciseTable).__struct_fields__)}"


def limits(table: LimitsTable) -> Limits:
    sizes = (table.memory * _MIB, table.file_size * _MIB, table.output * _MIB)
    return Limits(table.load, table.call, table.exercise, *sizes)


def policy(table: CourseTable) -> Policy:
    late = table.late
    return Policy(
        table.counts, table.deadline, late.grace_hours, late.percent_per_day, late.most_percent, late.file_times
    )
