"""Moments in a time zone, where a day may have 23 or 25 hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from grader.courses import moments

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-12-03T23:59:00+01:00", "2026-12-03T22:59:00"),
        ("2026-12-03 23:59 UTC", "2026-12-03T23:59:00"),
        ("2026-12-03 23:59", "2026-12-03T22:59:00"),
        ("2026-07-03 23:59:30", "2026-07-03T21:59:30"),
        ("2026-12-03", "2026-12-03T22:59:59"),
        ("2026-10-25 02:30", "2026-10-25T01:30:00"),  # shown twice: the later one
    ],
)
def test_a_moment_is_read_in_its_zone_or_in_the_course_s(text, utc) -> None:
    assert moments.read(text, BERLIN) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("46360.999", "is a number, as spreadsheets store dates; write it as text"),
        ("46360", "is a number"),
        ("03.12.2026 23:59", "is not a time; write it as 2026-12-03T23:59:00"),
        ("12/3/2026", "is not a time"),
        ("2026-02-30", "is not a time"),
        ("2026-03-29 02:30", "the clocks in Europe/Berlin never show 2026-03-29 02:30:00"),
    ],
)
def test_what_is_not_a_moment_is_refused_with_how_to_write_it(text, said) -> None:
    with pytest.raises(ValueError, match=said):
        moments.read(text, BERLIN)


def test_without_any_zone_it_is_refused() -> None:
    with pytest.raises(ValueError, match=r"has no time zone; write it as .* or add timezone"):
        moments.read("2026-12-03 23:59", None)


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        ("2026-10-24T21:59:00", 25),
        ("2026-03-28T22:59:00", 23),
        ("2026-12-01T22:59:00", 24),
        ("2026-03-28T01:30:00", 24),
    ],
)
def test_a_day_later_is_the_same_time_on_the_clock(start, hours) -> None:
    """The last one would be 02:30, which the clocks do not show that day: it is then 03:30."""
    start = datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert moments.days_after(start, 1, BERLIN) - start == timedelta(hours=hours)


def test_a_moment_is_shown_with_its_zone() -> None:
    moment = datetime(2026, 12, 3, 22, 59, tzinfo=UTC)
    assert moments.shown(moment, BERLIN) == "2026-12-03 23:59:00 +01:00"
    assert moments.shown(moment, UTC) == "2026-12-03 22:59:00 UTC"
