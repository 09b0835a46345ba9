"""What course.toml may say."""

from __future__ import annotations

import difflib
import re
from datetime import datetime
from pathlib import Path
from typing import Annotated, get_args

import msgspec

from grader.courses.late_policy import Counts, Policy
from grader.errors import CourseError
from grader.limits import Limits
from grader.text import one_line

FILE = "course.toml"
_MIB = 2**20
_MOMENT = "a date and time with its zone and no quotes, such as 2026-12-01T23:59:00+01:00"
_KINDS = {
    "str": "text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list",
    "object": "a table", "datetime": _MOMENT, "datetime | null": _MOMENT,
}  # fmt: skip
"""What msgspec calls a value's type, in words."""


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
    """As in Policy, in its order."""

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
    """Raises CourseError for unknown keys (with the ones there are), wrong values, and ids that
    cannot name an exercise."""
    try:
        table = msgspec.toml.decode(text, type=CourseTable)
    except msgspec.MsgspecError as error:
        raise CourseError(f"{path}: {_plain(str(error))}") from None
    seen: set[str] = set()
    for exercise in table.exercise:
        if exercise.id in seen:
            raise CourseError(
                f"{path}: the exercise {exercise.id!r} is listed twice: take one of the two out, or rename it"
            )
        if not exercise.id.isidentifier():
            raise CourseError(f"{path}: the id {exercise.id!r} is not a Python name: use letters, digits and _")
        seen.add(exercise.id)
    return table


def _plain(message: str) -> str:
    """What msgspec says, as an author would: the key, what is wrong with it, how to fix it."""
    message, _, place = message.partition(" - at `$.")
    place = place.removesuffix("`")
    at = re.sub(r"\[(\d+)\]\.?", lambda found: f" {int(found[1]) + 1}: ", place).removesuffix(": ")
    return f"{at}: {_wrong(message, place)}" if at else _wrong(message, place)


def _wrong(message: str, place: str) -> str:
    """place: as msgspec has it, empty for the course's own table."""
    if found := re.fullmatch("Object contains unknown field `(.*)`", message):
        return f"there is no key {one_line(found[1], 60)}; {_meant(found[1], place)}"
    if found := re.fullmatch("Object missing required field `(.*)`", message):
        return f"the key {found[1]} is missing"
    if found := re.fullmatch("Expected `(.*?)`(?:, got .*| with .*|( [<>]= .*))?", message):
        return f"it has to be {_KINDS.get(found[1], found[1])}{found[2] or ''}"
    if found := re.fullmatch("Invalid enum value (.*)", message):
        return f"{found[1]} is none of {', '.join(get_args(Counts))}"
    return message


def _meant(key: str, place: str) -> str:
    """The key of that table that is nearest, else all that there may be."""
    tables = {"": CourseTable, "limits": LimitsTable, "late": LateTable}
    keys = tables.get(place, ExerciseTable).__struct_fields__
    near = difflib.get_close_matches(key, keys, 1)
    return f"did you mean {near[0]}?" if near else f"the keys there may be are {', '.join(keys)}"


def limits(table: LimitsTable) -> Limits:
    sizes = (table.memory * _MIB, table.file_size * _MIB, table.output * _MIB)
    return Limits(table.load, table.call, table.exercise, *sizes)


def policy(table: CourseTable) -> Policy:
    return Policy(table.counts, table.deadline, *msgspec.structs.astuple(table.late))
