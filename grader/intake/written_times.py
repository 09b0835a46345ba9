"""Dates with a time as an LMS writes them for people: “Freitag, 27. November 2026, 18:05”, “2026년 11월 27일 18:05”."""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import datetime

_LANGUAGES = (
    *("en", "de", "es", "fr", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sk", "sv", "da", "nb", "fi", "tr", "hu"),
    *("ca", "ro", "el", "gl", "eu", "id", "vi"),
)
"""Those in which a month has a name."""
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*[:.hHu時时시]\s*(\d{2})(?:\s*[:分분]\s*(\d{2}))?(?!\d)")
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_YEAR, _DAY = re.compile(r"(?<!\d)(\d{4})(?!\d)"), re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_AFTERNOON = re.compile(r"(?<![a-zα-ω])p\.?\s?m\b|오후|下午|午後|μ\.?μ")
_MORNING = re.compile(r"(?<![a-zα-ω])a\.?\s?m\b|오전|上午|午前|π\.?μ")
LONGEST = 100
"""Characters of such a date."""


def read(text: str) -> datetime | None:
    """Without a zone, as it is written; None for anything else. The month has to be told by its name, or the parts of
    the date by 年 月 日 or 년 월 일: 01/02/2026 may be read in two ways."""
    text = unicodedata.normalize("NFKC", text).casefold()
    times = list(_CLOCK.finditer(text)) if len(text) <= LONGEST else []
    if not times:
        return None
    clock = times[-1]
    date = _date(text[: clock.start()] + " " + text[clock.end() :])
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if (is_late := _AFTERNOON.search(text)) or _MORNING.search(text):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if is_late else 0)
    try:
        return datetime(*date, hour, minute, second) if date else None
    except ValueError:
        return None


def _date(text: str) -> tuple[int, int, int] | None:
    if found := _EAST.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    year = _YEAR.search(text)
    months = {month for word in re.findall(r"[^\W\d_]+", text) if (month := _months().get(word))}
    days = _DAY.findall(_YEAR.sub(" ", text))
    if year is None or len(months) != 1 or len(days) != 1:
        return None
    return int(year[1]), months.pop(), int(days[0])


@functools.cache
def _months() -> dict[str, int]:
    """A month's name, or its short form, in any of the languages -> its number; without those that two languages give
    to different months."""
    from babel.dates import get_month_names

    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, "format", language).items():
                month = (
                    unicodedata.normalize("NFKC", name).casefold().strip(".").split()[-1]
                )  # Catalan has its "de" in it
                found.setdefault(month.rpartition("’")[2], set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and not name.isdigit()}
