"""What course.toml may say."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from grader.courses import moments
from grader.courses.items import Item
from grader.courses.items import Kind as ItemKind
from grader.courses.late_policy import Counts, Policy
from grader.errors import CourseError
from grader.limits import Limits
from grader.message import Message, message_of, say
from grader.text import one_line

FILE = "course.toml"
_MIB = 2**20
_DAY = 86_400
_MOMENT = say("a date and time with its zone and no quotes, such as 2026-12-01T23:59:00+01:00")
_TEXT = say("text in quotes")
_KINDS = {
    "str": _TEXT, "str | null": _TEXT, "int": say("a whole number"), "float": say("a number"),
    "bool": say("true or false"), "array": say("a list"), "object": say("a table"), "datetime": _MOMENT,
    "datetime | null": _MOMENT, "int | null": say("a whole number"),
}  # fmt: skip
"""What msgspec calls a value's type, in words."""
_EXAMPLES = {
    "name": '"my-course"', "title": '"My course"', "id": '"my_exercise"', "points": "10", "lang": '"en"',
    "counts": '"best"', "stand_ins": '["matplotlib", "tqdm"]', "grace_hours": "2", "percent_per_day": "10",
    "most_percent": "50", "file_times": "true", "tokens": "5", "most_tokens": "2",
    "timezone": '"Europe/Berlin"', "kind": '"bonus"', "choices": "{good = 4, none = 0}",
    "answer": '"why.md"',
}  # fmt: skip
"""key -> a value that it may have; a limit's is what holds without it."""
_Points = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
_Seconds = Annotated[float, msgspec.Meta(gt=0, le=_DAY)]
_Size = Annotated[int, msgspec.Meta(ge=1, le=_MIB)]


Explains = Literal["full", "line", "off"]
"""What a wrong answer is told beyond its checks' words. "line": the cause, the line and the kind of change; "full": as
well what `grade hint` would say; "off": nothing."""


class ItemTable(msgspec.Struct, forbid_unknown_fields=True):
    """As in Item."""

    id: str
    title: str
    points: _Points | None = None
    kind: ItemKind = "points"
    choices: dict[str, _Points] = {}
    answer: str = ""


class ExerciseTable(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    points: _Points
    explain: Explains | None = None
    item: list[ItemTable] = []


class LimitsTable(msgspec.Struct, forbid_unknown_fields=True):
    """Seconds of wall time and MiB."""

    load: _Seconds = 20
    call: _Seconds = 10
    exercise: _Seconds = 120
    memory: _Size = 2048
    file_size: _Size = 32
    output: _Size = 4


class LateTable(msgspec.Struct, forbid_unknown_fields=True):
    """As in Policy."""

    grace_hours: Annotated[float, msgspec.Meta(ge=0, le=8_784)] = 0.0
    percent_per_day: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0
    most_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 100.0
    file_times: bool = False
    tokens: Annotated[int, msgspec.Meta(ge=0, le=366)] = 0
    most_tokens: Annotated[int, msgspec.Meta(ge=0, le=366)] | None = None


class CourseTable(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    title: str
    exercise: list[ExerciseTable] = []
    stand_ins: list[str] = []
    lang: str | None = None
    explain: Explains = "line"
    counts: Counts = "best"
    deadline: datetime | None = None
    timezone: str = ""
    late: LateTable = msgspec.field(default_factory=LateTable)
    limits: LimitsTable = msgspec.field(default_factory=LimitsTable)


def read(path: Path, text: bytes) -> CourseTable:
    """Raises CourseError for what is not TOML, unknown keys (with the ones there are), values that are not allowed
    (with what is), and ids that cannot name an exercise."""
    try:
        document = tomllib.loads(text.decode("utf-8-sig"))
        table = msgspec.convert(document, CourseTable, builtin_types=(datetime, date, time))
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise CourseError(
            "{path}, line {line}: this is not UTF-8; save the file as UTF-8", path=path, line=line
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError("{path}{problem}", path=path, problem=_not_toml(str(error))) from None
    except RecursionError:
        raise CourseError(
            "{path}: its lists are nested too deep; remove the brackets that are too many", path=path
        ) from None
    except msgspec.ValidationError as error:
        raise CourseError("{path}: {reason}", path=path, reason=_plain(str(error), document)) from None
    _require_names(path, table)
    _place(path, table)
    return table


def items(path: Path, table: ExerciseTable) -> tuple[Item, ...]:
    """What people grade of an exercise. Raises CourseError for items that cannot be meant."""
    found: dict[str, Item] = {}
    for item in table.item:
        where = say(
            "{path}: {exercise}, item {item}", path=str(path), exercise=table.id, item=repr(one_line(item.id, 60))
        )
        if not item.id.isidentifier() or item.id in found:
            raise CourseError("{where}: its id has to be a Python name, and one that no other item has", where=where)
        if (item.kind == "choice") != bool(item.choices):
            raise CourseError(
                '{where}: choices = {good = 4, none = 0} go with kind = "choice", and with no other', where=where
            )
        if item.kind == "choice" and item.points is not None:
            raise CourseError("{where}: its points are those of the best choice; take the line out", where=where)
        if item.kind != "choice" and item.points is None:
            raise CourseError("{where}: the key points is missing; add a line such as points = 10", where=where)
        points = max(item.choices.values()) if item.points is None else item.points
        found[item.id] = Item(item.id, item.title, points, item.kind, item.choices, item.answer)
    return tuple(found.values())


def _place(path: Path, table: CourseTable) -> None:
    """A deadline without a zone is in the course's."""
    try:
        zone = moments.zone(table.timezone) if table.timezone else None
        if table.deadline is None or table.deadline.tzinfo is not None:
            return
        if zone is None:
            raise CourseError(
                "{path}: deadline: it has to be {kind}, and is {value}; write it like that, or add {example}",
                path=path,
                kind=_MOMENT,
                value=_shown(table.deadline),
                example=f"timezone={_EXAMPLES['timezone']}",
            )
        table.deadline = moments.in_zone(table.deadline, zone)
    except ValueError as error:
        raise CourseError("{path}: {reason}", path=path, reason=message_of(error)) from None


def _require_names(path: Path, table: CourseTable) -> None:
    seen: set[str] = set()
    for exercise in table.exercise:
        if exercise.id in seen:
            raise CourseError(
                "{path}: the exercise {id} is listed twice: remove one of the two, or rename it",
                path=path,
                id=repr(exercise.id),
            )
        if not exercise.id.isidentifier():
            raise CourseError(
                "{path}: the id {id} is not a Python name: use letters, digits and _", path=path, id=repr(exercise.id)
            )
        seen.add(exercise.id)


def _not_toml(message: str) -> Message:
    """What tomllib says, and what a line has to look like."""
    what, _, place = message.removesuffix(")").rpartition(" (at ")
    found = re.match(r"line (\d+)", place)
    line = say(", line {line}", line=found[1]) if found else say(", at its end")
    if re.search("overwrite|declare|redefine|mutate", what):
        return say("{line}: a key or a table is there twice ({what}); remove one of the two", line=line, what=what)
    return say(
        '{line}: this is not TOML ({what}); a line is key = value, with text in quotes: name = "my-course"',
        line=line,
        what=what,
    )


def _plain(message: str, document: dict[str, Any]) -> Message:
    """What msgspec says, as an author would: the key, its value, what is allowed, how to fix it."""
    message, _, place = message.partition(" - at `$.")
    place = place.removesuffix("`")
    at = re.sub(r"\[(\d+)\]\.?", lambda found: f" {int(found[1]) + 1}: ", place).removesuffix(": ")
    wrong = _wrong(message, place, _value(document, place))
    return say("{key}: {wrong}", key=at, wrong=wrong) if at else wrong


def _value(document: Any, place: str) -> Any:
    """What stands at a place such as `exercise[0].id`."""
    for key, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", place):
        document = document[int(number)] if number else document[key]
    return document


def _wrong(message: str, place: str, value: Any) -> Message:
    """place: as msgspec has it, empty for the course's own table. value: what stands there."""
    if found := re.fullmatch("Object contains unknown field `(.*)`", message):
        return say("there is no key {key}; {fix}", key=one_line(found[1], 60), fix=_meant(found[1], place))
    if found := re.fullmatch("Object missing required field `(.*)`", message):
        line = f"{found[1]} = {_EXAMPLES[found[1]]}"
        return say("the key {key} is missing; add a line such as {line}", key=found[1], line=line)
    if found := re.fullmatch("Expected `(.*?)`(?:, got .*| with .*|( [<>]=? .*))?", message):
        kind = _KINDS.get(found[1], found[1])
        limit = (found[2] or "").replace(".0", "")
        shown, fix = _shown(value), _fix(place, found[1])
        return say("it has to be {kind}{limit}, but it is {shown}; {fix}", kind=kind, limit=limit, shown=shown, fix=fix)
    if found := re.fullmatch("Invalid enum value (.*)", message):
        allowed = {"explain": Explains, "kind": ItemKind}.get(place.rpartition(".")[2], Counts)
        names = ", ".join(get_args(allowed))
        return say(
            "{value} is not one of {names}; write one of these in quotes", value=one_line(found[1], 60), names=names
        )
    return Message(message, {})


def _shown(value: Any) -> str:
    """As TOML has it, as far as that is short."""
    if isinstance(value, dict | list):
        return say("a table") if isinstance(value, dict) else say("a list")
    return one_line(json.dumps(value, ensure_ascii=False, default=str), 60)


def _fix(place: str, kind: str) -> Message:
    """A line to write instead; kind: as msgspec calls what is expected."""
    key = re.sub(r"\[.*?\]", "", place).rpartition(".")[2]
    if key == "exercise" and "." not in place:
        return say(
            "write [[exercise]] on a line, with two brackets on each side, and id and points on the lines below it"
        )
    if kind == "object":
        return say("write [{key}] on a line, and its keys on the lines below it", key=key)
    if kind.startswith("datetime"):
        return say("write it like that, or remove the line")
    value = _EXAMPLES.get(key) or getattr(LimitsTable(), key)
    return say("write, for example, {line}", line=f"{key} = {value}")


def _meant(key: str, place: str) -> Message:
    """The key of that table that is nearest, else all that there may be."""
    tables = {"": CourseTable, "limits": LimitsTable, "late": LateTable}
    keys = tables.get(place, ItemTable if ".item[" in place else ExerciseTable).__struct_fields__
    near = difflib.get_close_matches(key, keys, 1)
    if near:
        return say("did you mean {near}?", near=near[0])
    return say("remove it; the keys that are allowed here are {names}", names=", ".join(keys))


def limits(table: LimitsTable) -> Limits:
    sizes = (table.memory * _MIB, table.file_size * _MIB, table.output * _MIB)
    return Limits(table.load, table.call, table.exercise, *sizes)


def policy(table: CourseTable) -> Policy:
    late = msgspec.structs.asdict(table.late)
    return Policy(table.counts, table.deadline, timezone=table.timezone, **late)
