"""Moments as people write and read them: in the course's time zone, where days are as long as its clocks make them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EXAMPLE = "2026-12-03T23:59:00+01:00"


def zone(name: str) -> ZoneInfo:
    """Raises ValueError for a name that no time zone has."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(f"there is no time zone {name!r} here; it is a name such as Europe/Berlin") from None


def days_after(moment: datetime, days: int, where: tzinfo) -> datetime:
    """The same time of the day, so many days later. Where the clocks show it twice or not at all, it is the later of
    the two that may be meant."""
    wall = moment.astimezone(where).replace(tzinfo=None) + timedelta(days=days)
    return _later(wall, where).replace(microsecond=moment.microsecond)


def in_zone(wall: datetime, where: tzinfo) -> datetime:
    """What a clock there shows, in UTC. Shown twice, it is the later one. Raises ValueError for what it never shows."""
    found = _later(wall, where)
    if found.astimezone(where).replace(tzinfo=None) != wall:
        raise ValueError(f"the clocks in {where} never show {wall.isoformat(' ')}: they go forward then")
    return found


def read(text: str, where: tzinfo | None) -> datetime:
    """A moment in UTC. A date alone is its last second. where: the zone of what does not name its own.

    Raises ValueError, which says how to write it, for anything else.
    """
    text = text.strip()
    if re.fullmatch(r"[\d.,]{4,}", text) and not re.fullmatch(r"20\d{6}", text):
        raise ValueError(f"{text!r} is a number, as spreadsheets store dates; write it as text, as in {EXAMPLE}")
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            moment = datetime.combine(date.fromisoformat(text), time(23, 59, 59))
        else:
            moment = datetime.fromisoformat(re.sub(r"\s+(?=Z|UTC|[+-])", "", text).replace("UTC", "Z"))
    except ValueError:
        raise ValueError(f"{text!r} is not a time; write it as {EXAMPLE}") from None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if where is None:
        raise ValueError(
            f'{text!r} has no time zone; write it as {EXAMPLE}, or add timezone = "Europe/Berlin" to course.toml'
        )
    return in_zone(moment, where)


def shown(moment: datetime, where: tzinfo) -> str:
    """`2026-12-03 23:59:00 +01:00`; `UTC` in place of +00:00."""
    text = moment.astimezone(where).isoformat(" ", "seconds")
    return f"{text[:-6]} UTC" if text.endswith("+00:00") else f"{text[:-6]} {text[-6:]}"


def _later(wall: datetime, where: tzinfo) -> datetime:
    return max(wall.replace(tzinfo=where, fold=fold).astimezone(UTC) for fold in (0, 1))
