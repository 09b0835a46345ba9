"""Moments as people write and read them: in the course's time zone, where days are as long as its clocks make them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import time as clock_time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.message import say

EXAMPLE = "2026-12-03T23:59:00+01:00"


def zone(name: str) -> ZoneInfo:
    """Raises ValueError for a name that no time zone has."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(
            say("there is no time zone {name} here; it is a name such as Europe/Berlin", name=repr(name))
        ) from None


def days_after(moment: datetime, days: int, where: tzinfo) -> datetime:
    """The same time of the day, so many days later. Where the clocks show it twice or not at all, it is the later of
    the two that may be meant."""
    wall = moment.astimezone(where).replace(tzinfo=None) + timedelta(days=days)
    return _later(wall, where).replace(microsecond=moment.microsecond)


def in_zone(wall: datetime, where: tzinfo) -> datetime:
    """What a clock there shows, in UTC. Shown twice, it is the later one. Raises ValueError for what it never shows."""
    found = _later(wall, where)
    if found.astimezone(where).replace(tzinfo=None) != wall:
        raise ValueError(
            say(
                "the clocks in {zone} never show {time}: they go forward then",
                zone=str(where),
                time=wall.isoformat(" "),
            )
        )
    return found


def read(text: str, where: tzinfo | None) -> datetime:
    """A moment in UTC. A date alone is its last second. where: the zone of what does not name its own.

    Raises ValueError, which says how to write it, for anything else.
    """
    text = text.strip()
    if re.fullmatch(r"\d{4,}(?:[.,]\d+)?", text) and not re.fullmatch(r"20\d{6}", text):
        raise ValueError(
            say(
                "{text} is a number, as spreadsheets store dates; write it as text, as in {example}",
                text=repr(text),
                example=EXAMPLE,
            )
        )
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            moment = datetime.combine(date.fromisoformat(text), clock_time(23, 59, 59))
        else:
            moment = datetime.fromisoformat(re.sub(r"\s+(?=Z|UTC|[+-])", "", text).replace("UTC", "Z"))
    except ValueError:
        raise ValueError(say("{text} is not a time; write it as {example}", text=repr(text), example=EXAMPLE)) from None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if where is None:
        raise ValueError(
            say(
                '{text} has no time zone; write it as {example}, or add timezone = "Europe/Berlin" to course.toml',
                text=repr(text),
                example=EXAMPLE,
            )
        )
    return in_zone(moment, where)


def shown(moment: datetime, where: tzinfo) -> str:
    """`2026-12-03 23:59:00 +01:00`; `UTC` in place of +00:00."""
    text = moment.astimezone(where).isoformat(" ", "seconds")
    return f"{text[:-6]} UTC" if text.endswith("+00:00") else f"{text[:-6]} {text[-6:]}"


def _later(wall: datetime, where: tzinfo) -> datetime:
    return max(wall.replace(tzinfo=where, fold=fold).astimezone(UTC) for fold in (0, 1))
